#!/bin/sh
# Checks and tests the definitions, and says what they change against a git revision. For any CI.
#
#   sh plan.sh <revision> [folder]
#
# <revision> is what the change will be merged into: `origin/main`. [folder] holds the definitions (`definitions`).
#
# Writes plan.md, plan.json, plan.sarif and plan.html into $JIG_OUT (`jig-plan`). Then runs the program in $JIG_POST, if there is
# one, with the path of plan.md: it shows the text where reviewers look. The first line of plan.md is the marker
# `<!-- jig-plan -->`, by which such a program finds the comment that it wrote before. JIG_PLAN_CODE tells it the exit code of
# the plan: 0 nothing to do, 2 changes, 3 blocked, 1 no plan could be made.
#
# $JIG is how jig is called (`npx --no-install jig`).
#
# Exit code: 0 fine, 3 the plan is blocked, 1 the definitions have errors, an example fails or something could not run.
set -u

if [ $# -lt 1 ] || [ $# -gt 2 ]; then
  echo "Usage: sh plan.sh <revision> [folder]" >&2
  exit 1
fi
base=$1
folder=${2:-definitions}
out=${JIG_OUT:-jig-plan}
jig=${JIG:-npx --no-install jig}
mkdir -p "$out" || exit 1
# What an earlier run left must not pass for the plan of this one.
rm -f "$out/plan.md" "$out/plan.json" "$out/plan.sarif" "$out/plan.html"

# $jig may be several words, so it stands without quotes.
$jig check "$folder"
checked=$?
tested=0
planned=1
if [ "$checked" -eq 0 ]; then
  $jig test "$folder"
  tested=$?
  $jig plan "$folder" --base "$base" \
    --markdown "$out/plan.md" --json "$out/plan.json" --sarif "$out/plan.sarif" --html "$out/plan.html"
  planned=$?
fi

case $planned in
0 | 2 | 3)
  # Said in the comment too: a plan beside failing examples looks better than it is.
  if [ "$tested" -ne 0 ]; then
    printf '\n> **Examples of the definitions do not hold.** The job of this check shows which.\n' >>"$out/plan.md"
  fi
  ;;
*)
  # The comment of an earlier push would go on saying what is no longer so.
  planned=1
  printf '<!-- jig-plan -->\n**There is no plan:** %s The job of this check shows what is wrong.\n' \
    "$([ "$checked" -ne 0 ] && echo 'the definitions have errors.' || echo 'it could not be made.')" >"$out/plan.md"
  ;;
esac

if [ -n "${JIG_POST:-}" ]; then
  # Without the comment the result of the check is the same, and the text stays in plan.md.
  JIG_PLAN_CODE=$planned sh -c "$JIG_POST \"\$1\"" post "$out/plan.md" ||
    echo "The plan could not be posted; it is in $out/plan.md." >&2
fi

[ "$checked" -eq 0 ] && [ "$tested" -eq 0 ] || exit 1
case $planned in
0 | 2) exit 0 ;;
*) exit "$planned" ;;
esac
