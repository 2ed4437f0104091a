import type { ZoneSettings } from "../api/types";
import { middleOf, polygonPoints, textWidth } from "./geometry";
import type { Layout } from "./PictureStage";

/** A zone's polygon, faint, with its name in the middle where asked for. */
export function ZoneOutline({ zone, layout, named, strong }: { zone: ZoneSettings; layout: Layout; named?: boolean; strong?: boolean }) {
  const { picture, unit } = layout;
  const name = zone.name || zone.id;
  const [cx, cy] = middleOf(zone.polygon);
  const font = 12 * unit;
  const width = (textWidth(name) + 0.9) * font;
  return (
    <g className={strong ? "zone zone-strong" : "zone"}>
      <polygon className="zone-casing" points={polygonPoints(zone.polygon, picture)} />
      <polygon className="zone-line" points={polygonPoints(zone.polygon, picture)} />
      {named && (
        <>
          <rect className="zone-label" x={cx * picture.width - width / 2} y={cy * picture.height - 0.75 * font} width={width} height={1.5 * font} rx={2 * unit} />
          <text x={cx * picture.width} y={cy * picture.height + 0.36 * font} fontSize={font} textAnchor="middle">{name}</text>
        </>
      )}
    </g>
  );
}
