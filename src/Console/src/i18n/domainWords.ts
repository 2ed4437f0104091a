import { ApiError } from "../api/client";
import type { CaseDetail } from "../api/types";
import { refusalWords } from "../bridge/refusalWords";
import { textOr, type Translate } from "./translate";

/** Why something failed, in words that say what to do. */
export function errorWords(t: Translate, error: unknown): string {
  if (!(error instanceof ApiError)) return t("error.other", { status: "–", title: String(error) });
  if (error.status === 0) return t("error.unreachable");
  if (error.status === 404) return t("error.notFound");
  const what = textOr(t, `error.title.${error.status}`, error.title);
  const title = error.detail ? `${what} – ${refusalWords(t, error.detail)}` : what;
  return t(error.status >= 500 ? "error.server" : "error.other", { status: error.status, title });
}

/** The reason of a deduplication; the bridge writes an enum's name in whatever case. */
export function decisionWords(t: Translate, decision: string): string {
  return textOr(t, `decision.${decision.replace(/[^a-z]/gi, "").toLowerCase()}`, decision);
}

/** `/agents/east/cameras/gate` as `east / gate`; anything else, such as a person's name, as it is. */
export function sourceWords(source: string): string {
  const match = /^\/agents\/([^/]+)\/(?:cameras|sensors)\/([^/]+)$/.exec(source);
  const told = /^\/city\/([^/]+)\/[^/]+\/([^/]+)$/.exec(source);
  if (told) return `${told[1]} / ${decodeURIComponent(told[2]!)}`;
  return match ? `${match[1]} / ${match[2]}` : source;
}

/** Why a case changed: a verdict's reason, `case 12`, `garbage → bin-overflow`, `NewProblem: what was compared`, or what a person wrote. */
export function reasonWords(t: Translate, problemName: (name: string) => string, reason: string): string {
  const other = /^case (\d+)$/.exec(reason);
  if (other) return t("case.number", { n: other[1]! });
  const corrected = /^([a-z-]+) → ([a-z-]+)$/.exec(reason);
  if (corrected) return `${problemName(corrected[1]!)} → ${problemName(corrected[2]!)}`;
  const decided = /^([A-Z][A-Za-z]+): /.exec(reason);
  if (decided) {
    const words = decisionWords(t, decided[1]!);
    if (words !== decided[1]) return words;
  }
  return textOr(t, `reason.${reason}`, reason);
}

export function classWords(t: Translate, name: string): string {
  return textOr(t, `class.${name.replaceAll("-", "_")}`, name);
}

/** Who decided what, from the last entry of the history; the bare state where the history does not say. */
export function whoDecided(t: Translate, detail: CaseDetail): string {
  const state = t(`state.${detail.state}`);
  const last = [...detail.history].sort((a, b) => a.at.localeCompare(b.at)).findLast((entry) => entry.actor);
  return last ? t("toast.conflict.by", { state, actor: last.actor }) : state;
}
