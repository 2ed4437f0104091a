import { reasonWords, sourceWords } from "../i18n/domainWords";
import { textOr, type Translate } from "../i18n/translate";
import { stampWords } from "../time/words";

/** Names a problem in the reader's language. */
type Name = (problem: string) => string;
type Form = [RegExp, (t: Translate, groups: Record<string, string>, name: Name) => string];

const stamp = String.raw`\d{4}-\d\d-\d\d \d\d:\d\d:\d\dZ`;
const form = (text: string) => new RegExp(`^${text}$`);

// The forms in which the bridge says what it compared (src/CaseBridge/Deduplication). A test holds them to its code.
const forms: Form[] = [
  [form("none of (?<n>\\d+) cases near has the problem (?<problem>\\S+) in this place"), (t, { n, problem }, name) => t("compared.none", { n: n!, problem: name(problem!) })],
  [form("step (?<step>\\d+) of a finding of case (?<n>\\d+), whose latest step was (?<last>\\d+)"), (t, groups) => t("compared.step", groups)],
  [form("component (?<component>\\S+) of case (?<n>\\d+)"), (t, groups) => t("compared.component", groups)],
  [form("(?<source>\\S+) is tied to what case (?<n>\\d+) was reported of"), (t, { source, n }) => t("compared.tied", { source: sourceWords(source!), n: n! })],
  [form("sensor (?<name>.+) as case (?<n>\\d+)"), (t, groups) => t("compared.sensor", groups)],
  [form("a box that overlaps one of case (?<n>\\d+) by (?<share>\\d+ ?%) in the picture of (?<name>.+)"), (t, groups) => t("compared.overlap", groups)],
  [form("zone (?<zone>.+) of camera (?<name>.+?) as case (?<n>\\d+)(?:, boxes overlap by (?<share>\\d+ ?%))?"), zoneWords],
  [form("(?<distance>[\\d.]+) m from case (?<n>\\d+), (?<allowed>[\\d.]+) m allowed, one of the two reported to the city"), (t, groups) => t("compared.told", groups)],
  [form("(?<distance>[\\d.]+) m from case (?<n>\\d+), (?<allowed>[\\d.]+) m allowed, and begun (?<minutes>\\d+) min apart"), (t, groups) => t("compared.begun", groups)],
  [form(`the camera has not seen what its zones were drawn on since (?<at>${stamp})`), (t, { at }) => t("compared.blind", { at: stampWords(at!) })],
  [form(`(?<kind>[a-z-]+) until (?<at>${stamp}) by (?<who>.+?): (?<reason>.*); (?<distance>\\d+) m from its middle, (?<allowed>\\d+) m allowed`), areaWords],
  [form(`rejected by (?<who>.+?): (?<reason>.*); the same spot of (?<name>.+), until (?<at>${stamp})`), rejectedWords],
  [form("the finding was kept quiet, and has ended"), (t) => t("compared.ended")],
  [form("the event's id is known"), (t) => t("compared.known")],
];

const past = form(`(?<words>.+), which is (?<state>[a-z]+) (?<how>and was seen cleared at|and was last seen at|since) (?<at>${stamp})`);
const pastKeys = { "and was seen cleared at": "compared.past.cleared", "and was last seen at": "compared.past.seen", since: "compared.past.since" } as const;

/** What the bridge compared before it took a report into this case, in the reader's language; in its own words where their form is new. */
export function comparedWords(t: Translate, name: Name, compared: string): string {
  const before = past.exec(compared)?.groups;
  if (before) {
    const { words, state, how, at } = before;
    return t(pastKeys[how as keyof typeof pastKeys], { words: comparedWords(t, name, words!), state: textOr(t, `state.${state}`, state!), at: stampWords(at!) });
  }
  for (const [pattern, words] of forms) {
    const groups = pattern.exec(compared)?.groups ?? (pattern.test(compared) ? {} : null);
    if (groups) return words(t, groups, name);
  }
  return compared;
}

function zoneWords(t: Translate, { zone, name, n, share }: Record<string, string>): string {
  const words = t("compared.zone", { zone: zone!, name: name!, n: n! });
  return share ? t("compared.boxes", { words, share }) : words;
}

function areaWords(t: Translate, { kind, at, who, reason, distance, allowed }: Record<string, string>, name: Name): string {
  return t("compared.area", { kind: textOr(t, `quiet.kind.${kind}`, kind!), at: stampWords(at!), who: who!, reason: reasonWords(t, name, reason!), distance: distance!, allowed: allowed! });
}

function rejectedWords(t: Translate, { who, reason, name: camera, at }: Record<string, string>, name: Name): string {
  return t("compared.rejected", { who: who!, reason: reasonWords(t, name, reason!), name: camera!, at: stampWords(at!) });
}
