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
        const [left, right] = [Math.min(...corners.flat().map(({ x }) => x)), Math.max(...corners.flat().map(({ x }) => x))];
        const top = Math.min(...corners.flat().map(({ y }) => y));
        // The name of a cell that is cut by the edge stands where it can be read.
        const [x, y] = [Math.max(left, 0) + 6, Math.max(top, 14) + 14];
        const room = right - Math.max(left, 0);
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

/** An SVG path of one border. */
export const outline = (ring: { x: number; y: number }[]) => `M${ring.map(({ x, y }) => `${x.toFixed(1)} ${y.toFixed(1)}`).join("L")}Z`;
