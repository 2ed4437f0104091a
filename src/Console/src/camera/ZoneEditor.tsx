import { useRef, type KeyboardEvent, type PointerEvent } from "react";
import type { Corner, ZoneSettings } from "../api/types";
import { useTexts } from "../i18n/LanguageContext";
import { polygonPoints } from "../picture/geometry";
import type { Layout } from "../picture/PictureStage";
import { withCorner, withCornerAfter, withoutCorner } from "./zones";

const step = 0.005;
const largeStep = 0.03;
const arrows: Record<string, Corner> = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1] };

/** A zone whose corners can be dragged, or moved with the arrow keys; a plus on each edge adds one, Delete takes one away. */
export function ZoneEditor({ zone, layout, onChange }: { zone: ZoneSettings; layout: Layout; onChange: (zone: ZoneSettings) => void }) {
  const { t } = useTexts();
  const { picture, unit } = layout;
  const group = useRef<SVGGElement>(null);
  const name = zone.name || zone.id;

  const drag = (index: number) => (e: PointerEvent<SVGCircleElement>) => {
    if (!e.currentTarget.hasPointerCapture(e.pointerId)) return;
    const corner = pictureCorner(group.current, e, picture);
    if (corner) onChange(withCorner(zone, index, corner));
  };
  const onKeyDown = (index: number) => (e: KeyboardEvent<SVGCircleElement>) => {
    const direction = arrows[e.key];
    if (direction) {
      const [x, y] = zone.polygon[index]!;
      const by = e.shiftKey ? largeStep : step;
      onChange(withCorner(zone, index, [x + direction[0] * by, y + direction[1] * by]));
    } else if (e.key === "Delete" || e.key === "Backspace") {
      onChange(withoutCorner(zone, index));
    } else return;
    e.preventDefault();
    e.stopPropagation();
  };

  return (
    <g ref={group} className="zone zone-strong zone-edited" aria-label={t("camera.zone.outline", { zone: name })}>
      <polygon className="zone-casing" points={polygonPoints(zone.polygon, picture)} />
      <polygon className="zone-line" points={polygonPoints(zone.polygon, picture)} />
      {zone.polygon.map((corner, i) => (
        <EdgePlus
          key={`edge ${i}`} from={corner} to={zone.polygon[(i + 1) % zone.polygon.length]!} layout={layout}
          label={t("camera.zone.addCorner", { n: i + 1 })} onAdd={() => onChange(withCornerAfter(zone, i))}
        />
      ))}
      {zone.polygon.map(([x, y], i) => (
        <circle
          key={`corner ${i}`} className="zone-corner" cx={x * picture.width} cy={y * picture.height} r={7 * unit}
          role="button" tabIndex={0} aria-label={t("camera.zone.corner", { n: i + 1, zone: name })}
          onPointerDown={(e) => { e.currentTarget.setPointerCapture(e.pointerId); e.stopPropagation(); }}
          onPointerMove={drag(i)} onKeyDown={onKeyDown(i)}
        />
      ))}
    </g>
  );
}

function EdgePlus({ from, to, layout: { picture, unit }, label, onAdd }: { from: Corner; to: Corner; layout: Layout; label: string; onAdd: () => void }) {
  const x = ((from[0] + to[0]) / 2) * picture.width;
  const y = ((from[1] + to[1]) / 2) * picture.height;
  const arm = 3.5 * unit;
  return (
    <g
      className="zone-plus" role="button" tabIndex={0} aria-label={label} onClick={onAdd}
      onKeyDown={(e) => { if (e.key === "Enter" || e.key === " ") { e.preventDefault(); onAdd(); } }}
    >
      <circle cx={x} cy={y} r={6 * unit} />
      <path d={`M${x - arm} ${y}H${x + arm}M${x} ${y - arm}V${y + arm}`} />
    </g>
  );
}

/** Where the pointer is, in 0..1 of the picture. */
function pictureCorner(element: SVGGraphicsElement | null, at: { clientX: number; clientY: number }, picture: { width: number; height: number }): Corner | null {
  const matrix = element?.getScreenCTM();
  if (!matrix) return null;
  const point = new DOMPoint(at.clientX, at.clientY).matrixTransform(matrix.inverse());
  return [point.x / picture.width, point.y / picture.height];
}
