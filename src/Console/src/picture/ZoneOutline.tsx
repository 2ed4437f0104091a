import type { ZoneSettings } from "../api/types";
import { nameCorner, polygonPoints, textWidth } from "./geometry";
import type { Layout } from "./PictureStage";

/** A zone's polygon, faint, with its name at the top where asked for. */
export function ZoneOutline({ zone, layout, named, strong }: { zone: ZoneSettings; layout: Layout; named?: boolean; strong?: boolean }) {
  const { picture, unit } = layout;
  const name = zone.name || zone.id;
  const [x, y] = nameCorner(zone.polygon);
  const font = 12 * unit;
  const width = (textWidth(name) + 0.9) * font;
  const left = Math.min(x * picture.width, picture.width - width);
  const top = Math.max(0, y * picture.height - 1.5 * font);
  return (
    <g className={strong ? "zone zone-strong" : "zone"}>
      <polygon className="zone-casing" points={polygonPoints(zone.polygon, picture)} />
      <polygon className="zone-line" points={polygonPoints(zone.polygon, picture)} />
      {named && (
        <>
          <rect className="zone-label" x={left} y={top} width={width} height={1.5 * font} rx={2 * unit} />
          <text x={left + 0.45 * font} y={top + 1.07 * font} fontSize={font}>{name}</text>
        </>
      )}
    </g>
  );
}
