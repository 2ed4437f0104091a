import { useCallback, useEffect, useRef, useState } from "react";
import { api } from "../api/client";
import { useLiveMessages } from "../api/useLive";
import { useLoaded } from "../api/useLoaded";
import { useTexts } from "../i18n/LanguageContext";
import { useElementSize } from "../picture/useElementSize";
import { hrefOf } from "../routing/routes";
import { useEvery } from "../time/useEvery";
import { useSettled } from "../time/useSettled";
import { MapFilters } from "./MapFilters";
import { MapList } from "./MapList";
import { MapStage } from "./MapStage";
import { boxOf, fitted, type LonLat, type MapView } from "./projection";
import { statesOf, type StateGroup } from "./stateGroups";
import { useMapCases } from "./useMapCases";
import { useMapCells } from "./useMapCells";

/** The cases of the district where they lie: many as circles, few as points, with the list of what is in sight beside. */
export function MapPage({ at }: { at?: LonLat | undefined }) {
  const { t } = useTexts();
  const stage = useRef<HTMLDivElement>(null);
  const size = useElementSize(stage);
  const [view, setView] = useState<MapView | null>(at ? { ...at, zoom: 17 } : null);
  const [shown, setShown] = useState<StateGroup[]>(["waits", "underway"]);
  const [problem, setProblem] = useState("");
  const [pointed, setPointed] = useState<string | null>(null);
  const settled = useSettled(view, 180);
  const asked = settled && size.width > 0 ? { box: boxOf(settled, size), zoom: Math.floor(settled.zoom) } : null;
  const { answer, error, reload } = useMapCases(asked, statesOf(shown), problem);
  const cells = useMapCells(asked?.box ?? null);
  const { value: cameras } = useLoaded("cameras", (signal) => api.cameras(signal));
  useLiveMessages((message) => { if (message.type === "case") reload.soon(); }, reload.now);
  useEvery(30, reload.now);

  // Without a view the whole earth was asked; the district is where its cases are.
  const fit = useCallback(() => setView(null), []);
  useEffect(() => {
    if (view || !answer) return;
    const places = [...answer.clusters, ...answer.cases];
    const found = fitted(places, size);
    if (found) setView(found);
  }, [answer, size, view]);

  return (
    <main id="content" className="map-page" aria-labelledby="map-title">
      <h1 id="map-title" className="visually-hidden">{t("nav.map")}</h1>
      <div ref={stage} className="map-stage">
        {size.width > 0 && (
          <MapStage
            view={view} size={size} answer={answer} cameras={cameras ?? []} cells={cells} pointed={pointed} onPoint={setPointed} onView={setView} onFit={fit}
            onOpen={(id) => { window.location.hash = hrefOf({ page: "review", caseId: id }); }}
          />
        )}
      </div>
      <aside className="map-side" aria-label={t("map.inSight")}>
        <MapFilters shown={shown} onShown={setShown} problem={problem} onProblem={setProblem} answer={answer} />
        <MapList answer={answer} error={error} box={asked?.box ?? null} pointed={pointed} onPoint={setPointed} onRetry={reload.now} problem={problem} />
      </aside>
    </main>
  );
}
