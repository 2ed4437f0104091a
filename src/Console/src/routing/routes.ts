export type Route =
  | { page: "review"; caseId?: string }
  | { page: "cameras" }
  | { page: "camera"; agent: string; camera: string }
  | { page: "sensors" }
  | { page: "sensor"; agent: string; sensor: string }
  | { page: "storm"; storm: string }
  | { page: "map"; at?: { lon: number; lat: number } }
  | { page: "reports" }
  | { page: "filings" }
  | { page: "suppressions" }
  | { page: "system" }
  | { page: "unknown"; path: string };

/** Reads the part of the address behind `#`. Hash routes need nothing of the server and survive any proxy. */
export function parseRoute(hash: string): Route {
  const path = hash.replace(/^#/, "").split("?")[0] ?? "";
  const segments = path.split("/").filter(Boolean).map(decode);
  const [head, second, third] = segments;
  if (segments.length === 0) return { page: "review" };
  if (head === "cases" && second && segments.length === 2) return { page: "review", caseId: second };
  if (head === "cameras" && segments.length === 1) return { page: "cameras" };
  if (head === "cameras" && second && third && segments.length === 3) return { page: "camera", agent: second, camera: third };
  if (head === "sensors" && segments.length === 1) return { page: "sensors" };
  if (head === "sensors" && second && third && segments.length === 3) return { page: "sensor", agent: second, sensor: third };
  if (head === "storms" && second && segments.length === 2) return { page: "storm", storm: second };
  if (head === "map" && segments.length <= 2) return mapRoute(second, path);
  if (head === "reports" && segments.length === 1) return { page: "reports" };
  if (head === "filings" && segments.length === 1) return { page: "filings" };
  if (head === "suppressions" && segments.length === 1) return { page: "suppressions" };
  if (head === "system" && segments.length === 1) return { page: "system" };
  return { page: "unknown", path };
}

export function hrefOf(route: Route): string {
  switch (route.page) {
    case "review": return route.caseId ? `#/cases/${encodeURIComponent(route.caseId)}` : "#/";
    case "cameras": return "#/cameras";
    case "camera": return `#/cameras/${encodeURIComponent(route.agent)}/${encodeURIComponent(route.camera)}`;
    case "sensors": return "#/sensors";
    case "sensor": return `#/sensors/${encodeURIComponent(route.agent)}/${encodeURIComponent(route.sensor)}`;
    case "storm": return `#/storms/${encodeURIComponent(route.storm)}`;
    case "map": return route.at ? `#/map/${route.at.lat},${route.at.lon}` : "#/map";
    case "reports": return "#/reports";
    case "filings": return "#/filings";
    case "suppressions": return "#/suppressions";
    case "system": return "#/system";
    case "unknown": return `#${route.path}`;
  }
}

/** `map`, or `map/24.78123,118.55211`: latitude before longitude, as people write it. */
function mapRoute(at: string | undefined, path: string): Route {
  if (at === undefined) return { page: "map" };
  const [, lat, lon] = /^(-?\d+(?:\.\d+)?),(-?\d+(?:\.\d+)?)$/.exec(at) ?? [];
  return lat && lon ? { page: "map", at: { lon: Number(lon), lat: Number(lat) } } : { page: "unknown", path };
}

function decode(segment: string): string {
  try {
    return decodeURIComponent(segment);
  } catch {
    return segment;
  }
}
