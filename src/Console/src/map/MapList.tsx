import type { ApiError } from "../api/client";
import type { Box, MapAnswer } from "../api/types";
import { useTexts } from "../i18n/LanguageContext";
import { useQueue } from "../review/QueueContext";
import { openingFilter } from "../review/filter";
import { hrefOf } from "../routing/routes";
import { ErrorNote } from "../shell/ErrorNote";
import { useProblemName } from "../shell/Problems";
import { ageWords } from "../time/words";
import { useNow } from "../time/useNow";
import { groupOf } from "./stateGroups";

interface MapListProps {
  answer: MapAnswer | undefined;
  error: ApiError | undefined;
  box: Box | null;
  problem: string;
  pointed: string | null;
  onPoint: (id: string | null) => void;
  onRetry: () => void;
}

/** What is in sight: the way to review just these, and, where they are few, each case. */
export function MapList({ answer, error, box, problem, pointed, onPoint, onRetry }: MapListProps) {
  const { t, language } = useTexts();
  const { dispatch } = useQueue();
  const problemName = useProblemName();
  const now = useNow(30);
  if (error && !answer) return <ErrorNote error={error} onRetry={onRetry} />;
  if (!answer) return <p className="quiet map-words">{t("common.loading")}</p>;
  const review = () => {
    dispatch({ type: "filter", filter: { ...openingFilter, problem, box } });
    window.location.hash = hrefOf({ page: "review" });
  };
  const cases = [...answer.cases].sort((a, b) => b.number - a.number);
  return (
    <>
      <p className="map-words">
        <strong>{t("map.count", { n: answer.total.toLocaleString(language) })}</strong>
        {(answer.states.pending ?? 0) > 0 && box && <button type="button" className="plain link" onClick={review}>{t("map.review", { n: (answer.states.pending ?? 0).toLocaleString(language) })}</button>}
      </p>
      {answer.clusters.length > 0 && <p className="quiet map-words">{t("map.many")}</p>}
      <ul className="map-list">
        {cases.map((one) => (
          <li key={one.id} className={one.id === pointed ? "map-row map-row-pointed" : "map-row"} onPointerEnter={() => onPoint(one.id)} onPointerLeave={() => onPoint(null)}>
            <a href={hrefOf({ page: "review", caseId: one.id })}>
              <svg viewBox="0 0 12 12" aria-hidden="true" className={`map-${groupOf(one.state)}`}><circle className="map-dot" cx="6" cy="6" r="4.5" /></svg>
              <span>{problemName(one.problem)} <span className="quiet">#{one.number}</span></span>
              <span className="quiet">{t(`state.${one.state}`)} · {ageWords(t, one.openedAt, now)}</span>
            </a>
          </li>
        ))}
      </ul>
    </>
  );
}
