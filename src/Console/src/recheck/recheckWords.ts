import type { Recheck, RecheckLook } from "../api/types";
import { textOr, type Translate } from "../i18n/translate";
import { sourceOf, sourceTitle } from "../review/sources";

/** What one camera or sensor saw in all its looks. */
export interface RecheckWitness {
  source: string;
  seen: number;
  notSeen: number;
  untold: number;
  /** Why it could not tell, the last time. */
  why: string | undefined;
  /** It reported the problem again without being asked. */
  reported: boolean;
}

/** The looks summed by source, in the order in which they were first asked. */
export function witnessesOf(looks: RecheckLook[]): RecheckWitness[] {
  const bySource = new Map<string, RecheckWitness>();
  for (const { source, answer, why } of looks) {
    const one = bySource.get(source) ?? { source, seen: 0, notSeen: 0, untold: 0, why: undefined, reported: false };
    bySource.set(source, one);
    if (why === "reported") one.reported = true;
    if (answer === "seen") one.seen++;
    else if (answer === "not-seen") one.notSeen++;
    else if (answer === "cannot-tell") {
      one.untold++;
      one.why = why;
    }
  }
  return [...bySource.values()];
}

/** What the looks showed, in the reader's language; the bridge's own words where there were none. */
export function recheckWords(t: Translate, { looks, words }: Pick<Recheck, "looks" | "words">): string {
  const witnesses = witnessesOf(looks.filter(({ answer }) => answer));
  return witnesses.length === 0 ? words ?? "" : witnesses.map((one) => witnessWords(t, one)).join(t("judge.join"));
}

function witnessWords(t: Translate, { source, seen, notSeen, untold, why, reported }: RecheckWitness): string {
  const who = sourceOf(source);
  const name = who ? sourceTitle(t, who) : source;
  if (reported) return t("recheck.reported", { name });
  const told = seen + notSeen;
  if (told === 0) return t("recheck.untold", { name, n: untold, why: why ? textOr(t, `recheck.why.${why}`, why) : "" });
  return t(seen >= notSeen ? "recheck.seen" : "recheck.notSeen", { name, n: Math.max(seen, notSeen), all: told });
}

/** Whether a person still has to say something about a proposal. */
export const isProposed = (recheck: Recheck | null | undefined): recheck is Recheck & { proposal: "verified" | "returned" } =>
  recheck?.state === "proposed" && recheck.proposal !== undefined && recheck.settled === undefined;

