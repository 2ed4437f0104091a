import { useEffect, useRef, useState, type PointerEvent, type ReactNode } from "react";
import { useTexts } from "../i18n/LanguageContext";
import type { Subject } from "../api/types";
import { viewOfSubjects, wholeView, within, zoomAbout, type Size, type View } from "./geometry";
import { useElementSize } from "./useElementSize";
import { usePicture } from "./usePicture";

/** What overlays need to draw: the picture's size, and how many of its pixels one CSS pixel is. */
export interface Layout {
  picture: Size;
  unit: number;
}

interface PictureStageProps {
  url: string | undefined;
  label: string;
  /** Shown where there is no picture at all. */
  absent: string;
  /** Shown where the picture could not be read. */
  failed: string;
  zoomed?: boolean;
  /** What zooming shows. */
  focus?: Subject[];
  onZoomedChange?: (zoomed: boolean) => void;
  overlay?: (layout: Layout) => ReactNode;
}

/** A picture with drawings over it, whole or zoomed to what matters. Wheel zooms, dragging moves. One SVG holds all, so everything scales together. */
export function PictureStage({ url, label, absent, failed, zoomed = false, focus = [], onZoomedChange, overlay }: PictureStageProps) {
  const { t } = useTexts();
  const stage = useRef<HTMLDivElement>(null);
  const stageSize = useElementSize(stage);
  const picture = usePicture(url);
  const size = picture?.state === "ready" ? picture.size : null;
  const [own, setOwn] = useState<{ url: string; view: View } | null>(null);

  const base = size ? (zoomed ? viewOfSubjects(focus, size, stageSize) : wholeView(size)) : null;
  const view = own && own.url === url && zoomed ? own.view : base;
  const unit = view && stageSize.width > 0 ? Math.max(view.width / stageSize.width, view.height / stageSize.height) : 1;
  const setView = (next: View) => { if (url) setOwn({ url, view: next }); };
  const drag = useDrag(view, unit, size, zoomed, setView);
  useEffect(() => { if (!zoomed) setOwn(null); }, [zoomed]);
  useWheelZoom(stage, view, unit, size, stageSize, (next, whole) => {
    setView(next);
    onZoomedChange?.(!whole);
  });

  return (
    <div ref={stage} className={zoomed ? "stage stage-zoomed" : "stage"} {...drag}>
      {!url && <p className="stage-note">{absent}</p>}
      {picture?.state === "loading" && <p className="stage-note stage-wait">{t("picture.loading")}</p>}
      {picture?.state === "failed" && <p className="stage-note">{failed}</p>}
      {size && view && url && (
        <svg className="stage-picture" viewBox={`${view.x} ${view.y} ${view.width} ${view.height}`} role={overlay ? "group" : "img"} aria-label={label}>
          <image href={url} width={size.width} height={size.height} preserveAspectRatio="none" />
          {overlay?.({ picture: size, unit })}
        </svg>
      )}
    </div>
  );
}

function useDrag(view: View | null, unit: number, size: Size | null, active: boolean, setView: (view: View) => void) {
  const from = useRef<{ x: number; y: number; view: View } | null>(null);
  return {
    onPointerDown: (e: PointerEvent<HTMLDivElement>) => {
      if (!active || !view || e.button !== 0) return;
      from.current = { x: e.clientX, y: e.clientY, view };
      e.currentTarget.setPointerCapture(e.pointerId);
    },
    onPointerMove: (e: PointerEvent<HTMLDivElement>) => {
      const start = from.current;
      if (!start || !size) return;
      setView(within({ ...start.view, x: start.view.x - (e.clientX - start.x) * unit, y: start.view.y - (e.clientY - start.y) * unit }, size));
    },
    onPointerUp: () => { from.current = null; },
    onPointerCancel: () => { from.current = null; },
  };
}

function useWheelZoom(
  stage: React.RefObject<HTMLDivElement | null>, view: View | null, unit: number, size: Size | null, stageSize: Size,
  onZoom: (view: View, whole: boolean) => void,
) {
  const latest = useRef({ view, unit, size, stageSize, onZoom });
  useEffect(() => { latest.current = { view, unit, size, stageSize, onZoom }; });
  useEffect(() => {
    const element = stage.current;
    if (!element) return;
    // React listens to wheel passively, which cannot keep the page from scrolling.
    const onWheel = (e: WheelEvent) => {
      const now = latest.current;
      if (!now.view || !now.size || (!e.ctrlKey && e.deltaY > 0 && now.view.width >= now.size.width)) return;
      e.preventDefault();
      const box = element.getBoundingClientRect();
      const at = {
        x: now.view.x + now.view.width / 2 + (e.clientX - box.left - box.width / 2) * now.unit,
        y: now.view.y + now.view.height / 2 + (e.clientY - box.top - box.height / 2) * now.unit,
      };
      const next = zoomAbout(now.view, at, Math.exp(e.deltaY / 500), now.size);
      now.onZoom(next, next.width >= now.size.width && next.height >= now.size.height);
    };
    element.addEventListener("wheel", onWheel, { passive: false });
    return () => element.removeEventListener("wheel", onWheel);
  }, [stage]);
}
