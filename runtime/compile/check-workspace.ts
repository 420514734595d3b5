import { suggest } from '../diagnostics/nearest-name.ts';
import { excerpt, spanOf, type MapNode } from '../definition/node.ts';
import { markBad } from '../definition/shape/shape-check.ts';
import { LANGUAGE, OLDEST_LANGUAGE } from '../definition/shape/language.ts';
import type { Owner, Workspace } from '../model/model.ts';
import { checkAcceptances } from './check-acceptances.ts';
import { checkAttributes } from './check-attributes.ts';
import { checkRoleNames } from './check-roles.ts';
import { CURRENCY_DIGITS } from './currencies.ts';
import { entriesOf, mapAt, scalarAt, textAt, type Draft } from './draft.ts';
import { nameInWords } from './words.ts';

/** Language version, zone, locale, currency and owners of the workspace; null when there is none. */
export function checkWorkspace(draft: Draft): Workspace | null {
  const { check, workspace } = draft;
  if (workspace === null || workspace.broken) return null;
  const { map, name } = workspace;
  const language = scalarAt(check, map, 'language');
  if (language !== null && Number(language.text) !== check.language)
    markBad(check, language, {
      code: 'workspace/language',
      message: `These definitions are in language ${language.text}; this program reads languages ${OLDEST_LANGUAGE} to ${LANGUAGE}.`,
      hint: 'install a newer version of the program',
    });
  const zone = scalarAt(check, map, 'time_zone');
  if (zone !== null && !isTimeZone(zone.text))
    markBad(check, zone, {
      code: 'workspace/time-zone',
      message: `\`${excerpt(zone.text)}\` is no IANA time zone.`,
      hint: suggest(zone.text, timeZones(), 'write one such as `Europe/London`').replace(
        /^use one of .*/u,
        'write one such as `Europe/London`',
      ),
    });
  const locale = scalarAt(check, map, 'locale');
  if (locale !== null && !isLocale(locale.text))
    markBad(check, locale, {
      code: 'workspace/locale',
      message: `\`${excerpt(locale.text)}\` is no language tag.`,
      hint: isLocale(locale.text.replaceAll('_', '-'))
        ? `write \`${locale.text.replaceAll('_', '-')}\``
        : 'write one such as `en-GB`',
    });
  checkCurrency(workspace.map, check);
  return {
    name,
    title: textAt(check, map, 'title') ?? nameInWords(name),
    timeZone: zone?.text ?? 'UTC',
    locale: locale?.text ?? 'en',
    currency: workspace.currency,
    owners: readOwners(draft, map),
    userAttributes: checkAttributes(draft),
    releases: readReleases(draft, map),
    accepts: checkAcceptances(draft, map),
  };
}

/** Reports a `currency` that is not in ISO 4217. */
export function checkCurrency(map: MapNode | null, check: Draft['check']): void {
  const currency = scalarAt(check, map, 'currency');
  if (currency === null || CURRENCY_DIGITS.has(currency.text)) return;
  const upper = currency.text.toUpperCase();
  markBad(check, currency, {
    code: 'workspace/currency',
    message: `\`${excerpt(currency.text)}\` is no currency code of ISO 4217.`,
    hint: CURRENCY_DIGITS.has(upper) ? `write \`${upper}\`` : 'write a code such as `EUR`',
  });
}

function readOwners(draft: Draft, map: MapNode): Readonly<Record<string, Owner>> {
  const { check } = draft;
  const owners = entriesOf(check, mapAt(check, map, 'owners')).map(({ key, value }) => {
    const own = value.kind === 'map' ? value : null;
    const title = textAt(check, own, 'title') ?? nameInWords(key.text);
    const contact = textAt(check, own, 'contact') ?? '';
    return [
      key.text,
      { name: key.text, title, contact, approvers: checkRoleNames(draft, own, 'approvers') },
    ] as const;
  });
  return Object.fromEntries(owners);
}

/** Who publishes a release sees it, so the publishers stand among those who see. */
function readReleases(draft: Draft, map: MapNode): Workspace['releases'] {
  const own = mapAt(draft.check, map, 'releases');
  const publishedBy = checkRoleNames(draft, own, 'published_by');
  return { seenBy: [...new Set([...checkRoleNames(draft, own, 'seen_by'), ...publishedBy])], publishedBy };
}

/** The list first: asking the formatter costs some 20 ms, and only former names such as `Asia/Calcutta` need it. */
function isTimeZone(text: string): boolean {
  if (text === 'UTC' || timeZones().includes(text)) return true;
  if (!/^[A-Z][A-Za-z0-9_+-]*(?:\/[A-Z][A-Za-z0-9_+-]*)+$/u.test(text)) return false;
  try {
    return new Intl.DateTimeFormat('en', { timeZone: text }).resolvedOptions().timeZone !== '';
  } catch {
    return false;
  }
}

const timeZones = (): readonly string[] => Intl.supportedValuesOf('timeZone');

/** Asking for the script of a language costs some 3 ms, and these are known. */
const USUAL_LANGUAGES = /^(?:de|en|es|fr|it|nl|pt)(?:-[A-Z]{2})?$/u;

/** Spelled as usual, and of a language that is known: then its script is. */
function isLocale(text: string): boolean {
  try {
    return (
      Intl.getCanonicalLocales(text)[0] === text &&
      (USUAL_LANGUAGES.test(text) || new Intl.Locale(text).maximize().script !== undefined)
    );
  } catch {
    return false;
  }
}

/** Reports an owner that the workspace does not name. */
export function checkOwner({ check, workspace, report }: Draft, map: MapNode | null): string {
  const owner = scalarAt(check, map, 'owner');
  const owners = workspace?.owners ?? null;
  if (owner === null) return '';
  if (owners !== null && !owners.has(owner.text))
    report.add({
      code: 'owner/unknown',
      span: spanOf(owner),
      message: `The workspace has no owner \`${excerpt(owner.text)}\`.`,
      hint: suggest(owner.text, [...owners], 'add it to the `owners` of the workspace'),
    });
  return owner.text;
}
