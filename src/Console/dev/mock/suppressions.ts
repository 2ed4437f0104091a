import type { NewSuppression, Suppression } from "../../src/api/types.ts";
import { ago } from "./clock.ts";

const day = 86_400;

export const suppressions: Suppression[] = [
  { id: "s1", kind: "permitted", reason: "周末早市，许可证 2026-31", author: "陈静", from: ago(day), until: ago(-day / 2), repeatDays: 7, expiresAt: ago(-60 * day), problem: "road-occupied", area: { lon: 116.4201, lat: 39.9312, system: "WGS84", errorRadius: 120, from: "register" }, kept: 214, lastKeptAt: ago(5400) },
  { id: "s2", kind: "works", reason: "雨水管改造，施工单位市政二公司", author: "王工", from: ago(6 * day), until: ago(-20 * day), expiresAt: ago(-20 * day), area: { lon: 116.4102, lat: 39.9342, system: "WGS84", errorRadius: 60, from: "register" }, kept: 12, lastKeptAt: ago(40_000) },
  { id: "s3", kind: "not-a-problem", reason: "nothing-there", author: "陈静", from: ago(3 * day), until: ago(-11 * day), expiresAt: ago(-11 * day), problem: "garbage", source: "/agents/east-box-1/cameras/market-gate", zone: "kerb", kept: 31, lastKeptAt: ago(900) },
];

export function addSuppression({ actor, lon, lat, system, radius, expiresAt, ...rest }: NewSuppression): Suppression {
  const added: Suppression = { id: `s${suppressions.length + 10}`, ...rest, author: actor, expiresAt: expiresAt ?? rest.until, area: { lon, lat, system, errorRadius: radius, from: "register" }, kept: 0 };
  suppressions.unshift(added);
  return added;
}

/** What a rejection teaches the camera. */
export function teach(source: string, zone: string, problem: string, author: string, reason: string): void {
  suppressions.unshift({ id: `s${suppressions.length + 10}`, kind: "not-a-problem", reason, author, from: ago(0), until: ago(-14 * day), expiresAt: ago(-14 * day), problem, source, zone, kept: 0 });
}

export function withdraw(id: string): boolean {
  const at = suppressions.findIndex((one) => one.id === id);
  if (at >= 0) suppressions.splice(at, 1);
  return at >= 0;
}
