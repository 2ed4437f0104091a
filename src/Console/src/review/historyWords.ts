import { comparedWords } from "../bridge/comparedWords";
import { decisionWords, reasonWords, sourceWords } from "../i18n/domainWords";
import { textOr, type Translate } from "../i18n/translate";
import { stampWords } from "../time/words";
import { sourceTitle } from "./sources";

// The forms in which the bridge itself says why it changed a case: RecheckRules, LaneRows, CityImport, CityDesk, StatusPoller, TakenCandidate and DeadlineRows in src/CaseBridge.
const witness = /([^\s:;]+): (seen|not seen) in (\d+) of (\d+) (looks|readings) \([^()]*\)/g;
const filed = /^filed as (.+)$/;
const known = /^known there as (.+)$/;
const follows = /^follows from '([a-z-]+)'$/;
const stillSeen = /^seen at (\S+ \S+Z), after it was said to be handled at (\S+ \S+Z)$/;
const dueAt = /^(\S+): due at (\S+ \S+Z)$/;
const unjudged = /^([a-z-]+) is filed without a verdict, as the settings say$/;
const caseThere = /^it is case (.+?) there(?:, reported by ([a-z]+))?$/;
const decided = /^([A-Z][A-Za-z]+): (.+)$/s;

/** Why a case changed, in the reader's language; in the bridge's own words where their form is new, and in those of a person. */
export function historyReason(t: Translate, problemName: (name: string) => string, reason: string): string {
  const [as, there, after] = [filed.exec(reason), known.exec(reason), follows.exec(reason)];
  if (as) return t("reason.filedAs", { reference: as[1]! });
  if (there) return t("reason.knownAs", { reference: there[1]! });
  if (after) return t("reason.follows", { change: textOr(t, `history.${after[1]}`, after[1]!) });
  const [again, due, alone, imported] = [stillSeen.exec(reason), dueAt.exec(reason), unjudged.exec(reason), caseThere.exec(reason)];
  if (again) return t("reason.stillSeen", { at: stampWords(again[1]!), handled: stampWords(again[2]!) });
  if (due) return t("reason.dueAt", { limit: due[1]!, at: stampWords(due[2]!) });
  if (alone) return t("reason.noVerdict", { problem: problemName(alone[1]!) });
  if (imported) return imported[2] ? t("reason.caseThereBy", { reference: imported[1]!, who: textOr(t, `reporter.${imported[2]}`, imported[2]) }) : t("reason.caseThere", { reference: imported[1]! });
  if (reason === "so it stands there") return t("reason.standsSo");
  if (reason === "opened again there") return t("reason.openedAgain");
  return witnessWords(t, reason) ?? reasonWords(t, problemName, reason);
}

/** The same with all that was compared, for who wants to know more. */
export function historyTitle(t: Translate, problemName: (name: string) => string, reason: string): string {
  const [, decision, compared] = decided.exec(reason) ?? [];
  const name = decision && decisionWords(t, decision);
  return compared && name !== decision ? t("common.named", { name: name!, what: comparedWords(t, problemName, compared) }) : historyReason(t, problemName, reason);
}

/** What each camera and sensor saw in a second look; null where it says anything else besides. */
function witnessWords(t: Translate, reason: string): string | null {
  const told = [...reason.matchAll(witness)];
  if (told.length === 0 || told.map(([whole]) => whole).join("; ") !== reason) return null;
  return told.map(([, id, said, n, all, of]) => {
    const name = sourceTitle(t, { kind: of === "readings" ? "sensor" : "camera", agent: "", id: id! });
    return t(said === "seen" ? "recheck.seen" : "recheck.notSeen", { name, n: n!, all: all! });
  }).join(t("judge.join"));
}

/** Who changed it: the bridge's own parts by their names, people and sources as they are. */
export const actorWords = (t: Translate, actor: string) => textOr(t, `actor.${actor}`, sourceWords(actor));
