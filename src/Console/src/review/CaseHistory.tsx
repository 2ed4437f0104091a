import type { HistoryEntry } from "../api/types";
import { useTexts } from "../i18n/LanguageContext";
import { textOr, type Translate } from "../i18n/translate";
import { useProblemName } from "../shell/Problems";
import { clockWords } from "../time/words";
import { useNow } from "../time/useNow";
import { actorWords, historyReason, historyTitle } from "./historyWords";

/** What happened to the case and who did it. */
export function CaseHistory({ entries }: { entries: HistoryEntry[] }) {
  const { t, language } = useTexts();
  const problemName = useProblemName();
  const now = useNow(60);
  const ordered = [...entries].sort((a, b) => Date.parse(b.at) - Date.parse(a.at));
  return (
    <section aria-labelledby="history-title">
      <h3 id="history-title">{t("case.history")}</h3>
      {ordered.length === 0 ? <p className="quiet">{t("history.none")}</p> : (
        <ul className="timeline">
          {ordered.map((entry, i) => (
            <li key={`${entry.at} ${i}`}>
              <time dateTime={entry.at}>{clockWords(language, entry.at, now)}</time>
              <span>
                {textOr(t, `history.${entry.change}`, entry.change)}
                {entry.to && entry.from !== entry.to && <span className="quiet"> {stepWords(t, entry)}</span>}
                {entry.reason && entry.change !== "cleared" && <span title={historyTitle(t, problemName, entry.reason)}> – {historyReason(t, problemName, entry.reason)}</span>}
                {namesIn(entry).map((named) => <span key={named}> · {named}</span>)}
                <span className="quiet"> · {actorWords(t, entry.actor)}</span>
                {entry.recordedAt && <span className="quiet block">{t("history.learnt", { at: clockWords(language, entry.recordedAt, now) })}</span>}
              </span>
            </li>
          ))}
        </ul>
      )}
    </section>
  );
}

/** Who handles it and under which id, but for what its reason has said already. */
const namesIn = ({ department, handler, reference, reason }: HistoryEntry) =>
  [department, handler, reason?.endsWith(` as ${reference}`) ? undefined : reference].filter(Boolean);

/** `from → to` of the state, each in words. */
function stepWords(t: Translate, { from, to }: HistoryEntry): string {
  const word = (state: string) => textOr(t, `state.${state}`, state);
  return from ? `${word(from)} → ${word(to!)}` : word(to!);
}
