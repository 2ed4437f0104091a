import { reasonWords, sourceWords } from "../i18n/domainWords";
import { textOr, type Translate } from "../i18n/translate";
import { sourceTitle } from "./sources";

// The forms in which the bridge itself says why it changed a case: RecheckRules, LaneRows, CityImport and CityDesk in src/CaseBridge.
const witness = /([^\s:;]+): (seen|not seen) in (\d+) of (\d+) (looks|readings) \([^()]*\)/g;
const filed = /^filed as (.+)$/;
const known = /^known there as (.+)$/;
const follows = /^follows from '([a-z-]+)'$/;

/** Why a case changed, in the reader's language; in the bridge's own words where their form is new, and in those of a person. */
export function historyReason(t: Translate, problemName: (name: string) => string, reason: string): string {
  const [as, there, after] = [filed.exec(reason), known.exec(reason), follows.exec(reason)];
  if (as) return t("reason.filedAs", { reference: as[1]! });
  if (there) return t("reason.knownAs", { reference: there[1]! });
  if (after) return t("reason.follows", { change: textOr(t, `history.${after[1]}`, after[1]!) });
  if (reason === "so it stands there") return t("reason.standsSo");
  return witnessWords(t, reason) ?? reasonWords(t, problemName, reason);
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
