import type { MapAnswer } from "../api/types";
import { useTexts } from "../i18n/LanguageContext";
import { useProblemName, useProblems } from "../shell/Problems";
import { countsOf, stateGroups, type StateGroup } from "./stateGroups";

interface MapFiltersProps {
  shown: StateGroup[];
  onShown: (shown: StateGroup[]) => void;
  problem: string;
  onProblem: (problem: string) => void;
  answer: MapAnswer | undefined;
}

/** Legend and filter in one: what the colours mean, how many there are in sight, and which are shown. */
export function MapFilters({ shown, onShown, problem, onProblem, answer }: MapFiltersProps) {
  const { t, language } = useTexts();
  const { all } = useProblems();
  const problemName = useProblemName();
  const counts = countsOf(answer?.states ?? {});
  const toggle = (group: StateGroup) => {
    const next = shown.includes(group) ? shown.filter((one) => one !== group) : [...shown, group];
    // A map of nothing is no answer to anybody.
    if (next.length > 0) onShown(next);
  };
  return (
    <header className="map-filters">
      <ul className="map-legend">
        {stateGroups.map((group) => (
          <li key={group}>
            <button type="button" className={`toggle map-toggle map-${group}`} aria-pressed={shown.includes(group)} onClick={() => toggle(group)}>
              <svg viewBox="0 0 12 12" aria-hidden="true"><circle className="map-dot" cx="6" cy="6" r="4.5" /></svg>
              {t(`map.group.${group}`)} {shown.includes(group) && <span className="quiet">{counts[group].toLocaleString(language)}</span>}
            </button>
          </li>
        ))}
      </ul>
      <select aria-label={t("queue.filter.problem")} value={problem} onChange={(e) => onProblem(e.target.value)}>
        <option value="">{t("map.everyProblem")}</option>
        {all.map(({ name }) => <option key={name} value={name}>{problemName(name)}</option>)}
      </select>
    </header>
  );
}
