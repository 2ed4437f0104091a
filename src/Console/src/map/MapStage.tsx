import { useEffect, useRef, type KeyboardEvent, type PointerEvent } from "react";
import type { Camera, GridCell, MapAnswer } from "../api/types";
import { useTexts } from "../i18n/LanguageContext";
import { useKeys } from "../keys/useKeys";
import type { Size } from "../picture/geometry";
import { MapCases } from "./MapCases";
import { MapGround } from "./MapGround";
import { panned, zoomed, type LonLat, type MapView } from "./projection";

interface MapStageProps {
  view: MapView | null;
  size: Size;
  answer: MapAnswer | undefined;
  cameras: Camera[];
  cells: GridCell[];
  pointed: string | null;
  onPoint: (id: string | null) => void;
  onView: (view: MapView) => void;
  onFit: () => void;
  onOpen: (id: string) => void;
}

const keySteps: Record<string, [number, number]> = { ArrowLeft: [90, 0], ArrowRight: [-90, 0], ArrowUp: [0, 90], ArrowDown: [0, -90] };

/** The drawing: drag moves, the wheel and + − zoom, 0 shows all, arrows move while it has the focus. No tiles: nothing is asked of any other host. */
export function MapStage({ view, size, answer, cameras, cells, pointed, onPoint, onView, onFit, onOpen }: MapStageProps) {
  const { t } = useTexts();
  const ground = useRef<SVGSVGElement>(null);
  const drag = useDrag(view, size, onView);
  const middle = { x: size.width / 2, y: size.height / 2 };
  const zoomBy = (by: number, at = middle) => { if (view) onView(zoomed(view, by, at, size)); };
  useWheel(ground, (by, at) => zoomBy(by, at));
  useKeys({ "+": () => zoomBy(1), "=": () => zoomBy(1), "-": () => zoomBy(-1), 0: onFit });

  const onKeyDown = (e: KeyboardEvent) => {
    const step = keySteps[e.key];
    if (!step || !view || e.target !== ground.current) return;
    onView(panned(view, step[0], step[1], size));
    e.preventDefault();
    e.stopPropagation();
  };
  const enter = (place: LonLat) => { if (view) onView({ ...place, zoom: Math.min(20, view.zoom + 2) }); };

  return (
    <>
      <svg ref={ground} className="map" width={size.width} height={size.height} role="group" tabIndex={0} aria-label={t("map.label")} onKeyDown={onKeyDown} {...drag}>
        {view && <MapGround view={view} size={size} cameras={cameras} cells={cells} quiet={(answer?.clusters.length ?? 0) > 0} />}
        {view && answer && <MapCases view={view} size={size} answer={answer} pointed={pointed} onPoint={onPoint} onEnter={enter} onOpen={onOpen} />}
      </svg>
      <div className="map-tools" role="toolbar" aria-label={t("map.tools")}>
        <button type="button" aria-label={t("map.nearer")} title={t("map.nearer")} onClick={() => zoomBy(1)}>+</button>
        <button type="button" aria-label={t("map.farther")} title={t("map.farther")} onClick={() => zoomBy(-1)}>−</button>
        <button type="button" onClick={onFit}>{t("map.all")}</button>
      </div>
      {answer && answer.total === 0 && !view && <p className="map-note">{t("map.none")}</p>}
    </>
  );
}

function useDrag(view: MapView | null, size: Size, onView: (view: MapView) => void) {
  const from = useRef<{ x: number; y: number; view: MapView } | null>(null);
  return {
    onPointerDown: (e: PointerEvent<SVGSVGElement>) => {
      if (!view || e.button !== 0 || (e.target instanceof Element && e.target.closest("[role=button]"))) return;
      from.current = { x: e.clientX, y: e.clientY, view };
      e.currentTarget.setPointerCapture(e.pointerId);
    },
    onPointerMove: (e: PointerEvent<SVGSVGElement>) => {
      const start = from.current;
      if (start) onView(panned(start.view, e.clientX - start.x, e.clientY - start.y, size));
    },
    onPointerUp: () => { from.current = null; },
    onPointerCancel: () => { from.current = null; },
  };
}

function useWheel(ground: React.RefObject<SVGSVGElement | null>, onZoom: (by: number, at: { x: number; y: number }) => void): void {
  const latest = useRef(onZoom);
  useEffect(() => { latest.current = onZoom; });
  useEffect(() => {
    const element = ground.current;
    if (!element) return;
    // React listens to wheel passively, which cannot keep the page from scrolling.
    const onWheel = (e: WheelEvent) => {
      e.preventDefault();
      const box = element.getBoundingClientRect();
      latest.current(-e.deltaY / 300, { x: e.clientX - box.left, y: e.clientY - box.top });
    };
    element.addEventListener("wheel", onWheel, { passive: false });
    return () => element.removeEventListener("wheel", onWheel);
  }, [ground]);
}
