import { textOr, type Translate } from "../i18n/translate";
import { stampWords } from "../time/words";

type Groups = Record<string, string>;
type Sentence = [RegExp, (t: Translate, groups: Groups) => string];

const stamp = String.raw`\d{4}-\d\d-\d\d \d\d:\d\d:\d\dZ`;
// One sentence of several: what follows it begins after a space.
const sentence = (text: string) => new RegExp(`^${text}(?: |$)`);
const stateWords = (t: Translate, state: string) => textOr(t, `state.${state}`, state);
const kindWords = (t: Translate, kind: string) => textOr(t, `history.${kind}`, textOr(t, `change.${kind}`, kind));
const stands = (key: "refused.noVerdict" | "refused.target" | "refused.already" | "refused.stands") => (t: Translate, { n, state }: Groups) => t(key, { n: n!, state: stateWords(t, state!) });
const moved = (key: "refused.decided" | "refused.said") => (t: Translate, { n, state, who, kind, at }: Groups) =>
  t(key, { n: n!, state: stateWords(t, state!), who: who!, kind: kindWords(t, kind!), at: stampWords(at!) });

// Why the bridge refuses what a person at the console asked for (VerdictRules and CaseLife in src/CaseBridge, CamerasApi in its Api). A test holds the first two to their code.
const sentences: Sentence[] = [
  [sentence("Case (?<n>\\d+) is (?<state>[a-z]+), and no verdict is in force on it that could be taken back\\."), stands("refused.noVerdict")],
  [sentence("[Cc]ase (?<n>\\d+) is (?<state>[a-z]+): a duplicate goes into a case that is still open\\."), stands("refused.target")],
  [sentence(`Case (?<n>\\d+) is (?<state>[a-z]+): (?<who>.+?) decided '(?<kind>[a-z-]+)' at (?<at>${stamp})\\.`), moved("refused.decided")],
  [sentence(`Case (?<n>\\d+) is (?<state>[a-z]+): (?<who>.+?) said '(?<kind>[a-z-]+)' at (?<at>${stamp})\\.`), moved("refused.said")],
  [sentence("Case (?<n>\\d+) is (?<state>[a-z]+) already\\."), stands("refused.already")],
  [sentence("Case (?<n>\\d+) is (?<state>[a-z]+)\\."), stands("refused.stands")],
  [sentence("That is more than (?<seconds>\\d+) s ago, too late to take back\\."), (t, groups) => t("refused.tooLate", groups)],
  [sentence("It went further than (?<who>.+?)'s '(?<kind>[a-z-]+)': void it with a reason instead\\."), (t, { who, kind }) => t("refused.further", { who: who!, kind: kindWords(t, kind!) })],
  [sentence("Case (?<n>\\d+) is known at the city's platform as (?<reference>.+?): void it with a reason instead\\."), (t, groups) => t("refused.filedThere", groups)],
  [sentence("'(?<kind>[a-z-]+)' is taken of a case that is (?<states>[a-z]+(?: or [a-z]+)*)\\."), (t, { kind, states }) =>
    t("refused.from", { kind: kindWords(t, kind!), states: states!.split(" or ").map((state) => stateWords(t, state)).join(t("refused.or")) })],
  [sentence("Give a verdict first\\."), (t) => t("refused.verdictFirst")],
  [sentence("'resume' it first\\."), (t) => t("refused.resumeFirst")],
  [sentence("the case has the problem '(?<problem>[a-z-]+)' already: confirm it\\."), (t, { problem }) => t("refused.same", { problem: textOr(t, `problem.${problem}`, problem!) })],
  [sentence("case (?<n>\\d+) cannot be a duplicate of itself\\."), (t, groups) => t("refused.itself", groups)],
  [sentence("reason is empty: say why (?:the case is rejected|it is to [a-z]+)\\."), (t) => t("refused.reason")],
  [sentence("reason has (?<length>\\d+) characters, more than the (?<most>\\d+) allowed\\."), (t, groups) => t("refused.long", groups)],
  [sentence("(?:department|handler|reference) '(?<name>.*)' is empty or longer than (?<most>\\d+) characters: leave it out where it stays as it is\\."), (t, groups) => t("refused.name", groups)],
  [sentence("A fault of the bridge; its log has it under trace (?<trace>\\S+)\\."), (t, groups) => t("refused.fault", groups)],
  [sentence("Agent (?<agent>\\S+) is offline\\."), (t, groups) => t("refused.offline", groups)],
  [sentence("Agent (?<agent>\\S+) gave no answer within (?<seconds>\\d+) s\\."), (t, groups) => t("refused.silent", groups)],
  [sentence("Agent (?<agent>\\S+) sent no picture and no reason\\."), (t, groups) => t("refused.noPicture", groups)],
];

/** Why the bridge refused, sentence by sentence, in the reader's language; all of it in its own words where one of them is new. */
export function refusalWords(t: Translate, detail: string): string {
  const told: string[] = [];
  for (let rest = detail; rest !== "" || told.length === 0;) {
    const next = nextOf(t, rest);
    if (!next) return detail;
    told.push(next.words);
    rest = rest.slice(next.length);
  }
  return told.reduce((words, next) => t("refused.then", { words, next }));
}

function nextOf(t: Translate, text: string): { words: string; length: number } | null {
  for (const [pattern, words] of sentences) {
    const match = pattern.exec(text);
    if (match) return { words: words(t, match.groups ?? {}), length: match[0].length };
  }
  return null;
}
