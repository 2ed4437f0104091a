import type { Camera, GridCell } from "../api/types";
import { useTexts } from "../i18n/LanguageContext";
import type { Size } from "../picture/geometry";
import { MapCells } from "./MapCells";
import { graticule, scaleBar, toPixels, type MapView } from "./projection";

/** Zoom from which cameras are named: below it the names would lie on each other. */
const namedFrom = 16;

/** What lies below the cases: lines of longitude and latitude, the unit grid cells, the cameras (unnamed where it is to be quiet, below circles), and how long a stretch is. */
export function MapGround({ view, size, cameras, cells, quiet }: { view: MapView; size: Size; cameras: Camera[]; cells: GridCell[]; quiet: boolean }) {
  const { t } = useTexts();
  const { lons, lats } = graticule(view, size);
  const bar = scaleBar(view);
  const named = !quiet && view.zoom >= namedFrom;
  return (
    <g className="map-ground">
      <rect className="map-sheet" width={size.width} height={size.height} />
      {lons.map((lon) => {
        const { x } = toPixels({ lon, lat: view.lat }, view, size);
        return <g key={`lon ${lon}`}><path className="map-line" d={`M${x} 0V${size.height}`} /><text className="map-degree" x={x + 4} y={12}>{degrees(lon)}</text></g>;
      })}
      {lats.map((lat) => {
        const { y } = toPixels({ lon: view.lon, lat }, view, size);
        // The lowest would lie on the scale.
        return <g key={`lat ${lat}`}><path className="map-line" d={`M0 ${y}H${size.width}`} />{y < size.height - 40 && <text className="map-degree" x={4} y={y - 4}>{degrees(lat)}</text>}</g>;
      })}
      <MapCells cells={cells} view={view} size={size} />
      {cameras.map(({ agent, camera, name, place }) => {
        const at = place && place.system !== "GCJ-02" ? toPixels(place, view, size) : null;
        if (!at || at.x < 0 || at.y < 0 || at.x > size.width || at.y > size.height) return null;
        return (
          <g key={`${agent}/${camera}`} transform={`translate(${at.x} ${at.y})`} className="map-camera">
            <title>{t("source.camera.named", { name: name || camera })}</title>
            <path d="M-5 4L0-5 5 4z" />
            {named && <text x={8} y={4}>{name || camera}</text>}
          </g>
        );
      })}
      <g className="map-scale" transform={`translate(14 ${size.height - 16})`}>
        <path d={`M0-5V0H${bar.pixels}V-5`} />
        <text x={bar.pixels + 6} y={0}>{bar.metres >= 1000 ? t("map.kilometres", { n: bar.metres / 1000 }) : t("map.metres", { n: bar.metres })}</text>
      </g>
    </g>
  );
}

const degrees = (value: number) => `${Number(value.toFixed(5))}°`;
