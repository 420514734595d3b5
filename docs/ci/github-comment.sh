#!/bin/sh
# Shows a plan on a pull request of GitHub: one comment, which later runs write anew. For JIG_POST of plan.sh.
#
#   sh github-comment.sh <file>
#
# Needs curl and node, and in the environment
#   GITHUB_TOKEN        token that may write to pull requests
#   GITHUB_REPOSITORY   owner/name
#   JIG_PULL_REQUEST    number of the pull request
#   GITHUB_API_URL      https://api.github.com where nothing is given
#   JIG_COMMENT_AUTHOR  login that writes the comment, so that nobody else's is touched: github-actions[bot] where nothing is given
#   JIG_PLAN_CODE       0 (nothing to do) writes no comment where there is none yet
set -eu

for name in GITHUB_TOKEN GITHUB_REPOSITORY JIG_PULL_REQUEST; do
  eval "value=\${$name:-}"
  if [ -z "$value" ]; then
    echo "github-comment.sh needs $name in the environment" >&2
    exit 1
  fi
done
file=$1
api=${GITHUB_API_URL:-https://api.github.com}/repos/$GITHUB_REPOSITORY/issues
author=${JIG_COMMENT_AUTHOR:-github-actions[bot]}
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

# The token goes in by standard input: other processes can read a command line.
call() {
  printf 'header = "Authorization: Bearer %s"\n' "$GITHUB_TOKEN" |
    curl --config - --silent --show-error --fail-with-body --retry 3 --max-time 60 \
      --header 'Accept: application/vnd.github+json' --header 'X-GitHub-Api-Version: 2022-11-28' "$@"
}

# Prints how many comments the page holds, then the id of the one with the marker on its first line, if it is there.
find_comment='
const { readFileSync } = require("node:fs");
const [, page, author] = process.argv;
const comments = JSON.parse(readFileSync(page, "utf8"));
const own = comments.find(
  ({ body, user }) => user?.login === author && /^<!-- jig-plan -->\r?(?:\n|$)/.test(body ?? ""),
);
console.log(comments.length, own?.id ?? "");
'

id=
page=1
while :; do
  call --output "$work/page.json" "$api/$JIG_PULL_REQUEST/comments?per_page=100&page=$page"
  found=$(node -e "$find_comment" "$work/page.json" "$author")
  id=${found#* }
  # A page that is not full is the last one.
  if [ -n "$id" ] || [ "${found%% *}" -lt 100 ]; then break; fi
  page=$((page + 1))
done

if [ -z "$id" ] && [ "${JIG_PLAN_CODE:-2}" = 0 ]; then
  echo "Nothing to do, and nothing to say."
  exit 0
fi

node -e '
const { readFileSync, writeFileSync } = require("node:fs");
const [, from, to] = process.argv;
writeFileSync(to, JSON.stringify({ body: readFileSync(from, "utf8") }));
' "$file" "$work/body.json"

if [ -n "$id" ]; then
  call --output "$work/answer.json" --request PATCH --data-binary "@$work/body.json" "$api/comments/$id"
  echo "Wrote the comment of the plan anew."
else
  call --output "$work/answer.json" --request POST --data-binary "@$work/body.json" "$api/$JIG_PULL_REQUEST/comments"
  echo "Wrote a comment with the plan."
fi
