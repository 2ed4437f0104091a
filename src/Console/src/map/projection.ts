import type { Box } from "../api/types";
import type { Size } from "../picture/geometry";

/** A place on the earth, WGS84. */
export interface LonLat {
  lon: number;
  lat: number;
}

/** What a map shows: its middle, and how near, as web maps count: at zoom z the earth is 256·2^z pixels wide. */
export interface MapView extends LonLat {
  zoom: number;
}

export const deepestZoom = 20;
export const world: Box = { west: -180, south: -85, east: 180, north: 85 };
const pixelsAtZoom0 = 256;
const metresPerDegree = 111_320;

const scaleOf = (zoom: number) => pixelsAtZoom0 * 2 ** zoom;
const rad = Math.PI / 180;
// Web Mercator (EPSG:3857) in shares of the earth's width, y downwards.
const mercatorX = (lon: number) => (lon + 180) / 360;
const mercatorY = (lat: number) => (1 - Math.asinh(Math.tan(lat * rad)) / Math.PI) / 2;
const latOf = (y: number) => Math.atan(Math.sinh(Math.PI * (1 - 2 * y))) / rad;
const lonOf = (x: number) => x * 360 - 180;

/** Where a place is drawn, in pixels from the upper left corner. */
export function toPixels({ lon, lat }: LonLat, view: MapView, size: Size): { x: number; y: number } {
  const scale = scaleOf(view.zoom);
  return { x: (mercatorX(lon) - mercatorX(view.lon)) * scale + size.width / 2, y: (mercatorY(lat) - mercatorY(view.lat)) * scale + size.height / 2 };
}

/** What place is drawn at a pixel. */
export function toPlace(x: number, y: number, view: MapView, size: Size): LonLat {
  const scale = scaleOf(view.zoom);
  return { lon: lonOf(mercatorX(view.lon) + (x - size.width / 2) / scale), lat: latOf(mercatorY(view.lat) + (y - size.height / 2) / scale) };
}

/** The box of the earth that is in sight. */
export function boxOf(view: MapView, size: Size): Box {
  const upperLeft = toPlace(0, 0, view, size);
  const lowerRight = toPlace(size.width, size.height, view, size);
  return { west: Math.max(-180, upperLeft.lon), south: Math.max(-85, lowerRight.lat), east: Math.min(180, lowerRight.lon), north: Math.min(85, upperLeft.lat) };
}

/** The view after a drag by so many pixels. */
export function panned(view: MapView, dx: number, dy: number, size: Size): MapView {
  return { ...view, ...within(toPlace(size.width / 2 - dx, size.height / 2 - dy, view, size)) };
}

/** Nearer or farther by so many steps, with the place under a pixel staying there. */
export function zoomed(view: MapView, by: number, at: { x: number; y: number }, size: Size): MapView {
  const zoom = Math.min(deepestZoom, Math.max(1, view.zoom + by));
  const under = toPlace(at.x, at.y, view, size);
  const moved = toPixels(under, { ...view, zoom }, size);
  return panned({ ...view, zoom }, at.x - moved.x, at.y - moved.y, size);
}

/** The nearest view that shows all places with a margin about them; a single place is shown with its street. */
export function fitted(places: LonLat[], size: Size): MapView | null {
  if (places.length === 0 || size.width === 0) return null;
  const [west, east] = [Math.min(...places.map(({ lon }) => lon)), Math.max(...places.map(({ lon }) => lon))];
  const [south, north] = [Math.min(...places.map(({ lat }) => lat)), Math.max(...places.map(({ lat }) => lat))];
  const [top, bottom] = [mercatorY(north), mercatorY(south)];
  const room = (pixels: number, share: number) => (share > 0 ? Math.log2((pixels * 0.84) / (share * pixelsAtZoom0)) : deepestZoom);
  const zoom = Math.min(17, room(size.width, mercatorX(east) - mercatorX(west)), room(size.height, bottom - top));
  return { lon: (west + east) / 2, lat: latOf((top + bottom) / 2), zoom: Math.max(1, zoom) };
}

/** Metres that a pixel is wide in the middle of the view. */
export const metresPerPixel = ({ lat, zoom }: MapView) => (360 / scaleOf(zoom)) * metresPerDegree * Math.cos(lat * rad);

/** A round length that is drawn some hundred pixels long. */
export function scaleBar(view: MapView): { metres: number; pixels: number } {
  const perPixel = metresPerPixel(view);
  const wanted = perPixel * 110;
  const power = 10 ** Math.floor(Math.log10(wanted));
  const metres = [5, 2, 1].map((n) => n * power).find((length) => length <= wanted) ?? power;
  return { metres, pixels: metres / perPixel };
}

/** Lines of longitude and latitude, round ones, some 160 pixels apart: what tells a map without streets from a blank sheet. */
export function graticule(view: MapView, size: Size): { lons: number[]; lats: number[] } {
  const box = boxOf(view, size);
  const degrees = (160 / scaleOf(view.zoom)) * 360;
  const power = 10 ** Math.floor(Math.log10(degrees));
  const step = [1, 2, 5, 10].map((n) => n * power).find((one) => one >= degrees) ?? degrees;
  const between = (from: number, to: number) => {
    const first = Math.ceil(from / step);
    return Array.from({ length: Math.max(0, Math.floor(to / step) - first + 1) }, (_, i) => Number(((first + i) * step).toFixed(8)));
  };
  return { lons: between(box.west, box.east), lats: between(box.south, box.north) };
}

const within = ({ lon, lat }: LonLat): LonLat => ({ lon: Math.min(180, Math.max(-180, lon)), lat: Math.min(85, Math.max(-85, lat)) });
