import type { GridCell } from "../api/types";
import { useTexts } from "../i18n/LanguageContext";
import type { Size } from "../picture/geometry";
import { toPixels, type MapView } from "./projection";

/** Pixels that a cell must be wide to be named: by the last three digits of its number, by all of it, and with the word before it. */
const roomForDigits = 44;
const roomForNumber = 112;
const roomForWord = 190;

/** Outlines of unit grid cells, each named where there is room. */
export function MapCells({ cells, view, size }: { cells: GridCell[]; view: MapView; size: Size }) {
  const { t } = useTexts();
  return (
    <g className="map-cells">
      {cells.map(({ id, rings }) => {
        const corners = rings.map((ring) => ring.map(([lon, lat]) => toPixels({ lon, lat }, view, size)));
        const { left, right, top, bottom } = boundsOf(corners.flat());
        if (right < 0 || bottom < 0 || left > size.width || top > size.height) return null;
        // The name of a cell that is cut by the edge stands where it can be read.
        const [x, y] = [Math.max(left, 0) + 6, Math.max(top, 14) + 14];
        const room = y < bottom - 4 ? Math.min(right, size.width) - x : 0;
        return (
          <g key={id}>
            <path className="map-cell" d={corners.map(outline).join("")} />
            {room >= roomForDigits && <text x={x} y={y}><title>{t("map.cell", { id })}</title>{room >= roomForWord ? t("map.cell", { id }) : room >= roomForNumber ? id : id.slice(-3)}</text>}
          </g>
        );
      })}
    </g>
  );
}

interface Corner {
  x: number;
  y: number;
}

const boundsOf = (corners: Corner[]) => {
  const [xs, ys] = [corners.map(({ x }) => x), corners.map(({ y }) => y)];
  return { left: Math.min(...xs), right: Math.max(...xs), top: Math.min(...ys), bottom: Math.max(...ys) };
};

/** An SVG path of one border. */
export const outline = (ring: Corner[]) => `M${ring.map(({ x, y }) => `${x.toFixed(1)} ${y.toFixed(1)}`).join("L")}Z`;
