import type { AgentStatus, Camera, CameraSettings, CameraState, SettingRefusal, ZeroReport } from "../../src/api/types.ts";
import { ago } from "./clock.ts";

interface Site {
  agent: string;
  camera: string;
  name: string;
  state: CameraState;
  lon: number;
  lat: number;
  error?: string;
}

const sites: Site[] = [
  { agent: "east-box-1", camera: "market-gate", name: "东市场门口", state: "live", lon: 116.4201, lat: 39.9312 },
  { agent: "east-box-1", camera: "alley-7", name: "花市七巷", state: "live", lon: 116.4213, lat: 39.9307 },
  { agent: "east-box-1", camera: "junction-n", name: "崇文门路口北", state: "live", lon: 116.4188, lat: 39.9321 },
  { agent: "east-box-1", camera: "school", name: "第二小学门前", state: "waiting", lon: 116.4225, lat: 39.9298, error: "rtsp://10.4.2.31/stream1: connection timed out after 10 s; check that the camera has power and answers on port 554" },
  { agent: "west-box-2", camera: "hospital", name: "医院消防通道", state: "stalled", lon: 116.4102, lat: 39.9342, error: "no packet for 31 s; the stream is open but silent" },
  { agent: "west-box-2", camera: "bus-stop-3", name: "三号公交站", state: "blind", lon: 116.4093, lat: 39.9335, error: "the picture shows another place than the reference of 08:40; it moved, or was turned" },
  { agent: "west-box-2", camera: "bridge-under", name: "西桥下", state: "refused", lon: 116.4081, lat: 39.9329, error: "zones[0].polygon has 2 corners; a zone needs at least 3" },
  { agent: "south-box-3", camera: "park-south", name: "南公园入口", state: "connecting", lon: 116.4151, lat: 39.9221 },
];

export const cameras: Camera[] = sites.map((site, i) => ({
  agent: site.agent, camera: site.camera, name: site.name, online: site.agent !== "south-box-3", state: site.state, since: ago(site.state === "live" ? 41_000 - i * 900 : 95 + i * 40),
  looksDue: 4_080 + i * 31, looksMade: site.state === "live" ? 4_071 + i * 31 : 2_200, latestLookAt: ago(site.state === "live" ? 4 + i : 120 + i * 40),
  keyFrameInterval: i === 2 ? "00:00:12" : "00:00:02", cadence: i === 1 ? "00:00:02" : "00:00:10", width: 1920, height: 1080, codec: i % 3 ? "h264" : "hevc",
  ...(site.error ? { lastError: site.error } : {}),
  place: { lon: site.lon, lat: site.lat, system: "WGS84", errorRadius: 15, from: "camera" },
  zones: [
    { id: "kerb", name: "路缘", polygon: [[0.08, 0.62], [0.42, 0.55], [0.5, 0.93], [0.06, 0.96]], rules: [
      { rule: "state", problem: "bin-overflow", classes: ["overflow"], hits: 3, looks: 5, clearAfter: "00:05:00" },
      { rule: "state", problem: "garbage", classes: ["garbage"], hits: 3, looks: 5, clearAfter: "00:05:00" },
    ] },
    { id: "lane", name: "车道", polygon: [[0.46, 0.56], [0.78, 0.56], [0.98, 0.94], [0.54, 0.94]], component: i === 1 ? "1101010102000123" : "", rules: [
      { rule: "occupancy", problem: "road-occupied", classes: ["car", "motorcycle", "stall"], dwell: "00:03:00", hitRatio: 0.8, clearAfter: "00:01:00" },
      { rule: "absence", problem: "manhole-open", classes: ["manhole_open"], dwell: "00:00:30" },
    ] },
  ],
  thresholds: { overflow: 0.55, garbage: 0.5, car: 0.45, motorcycle: 0.45, manhole_open: 0.6 },
  settings: {
    desired: i === 1 ? { thresholds: [{ class: "overflow", minScore: 0.55 }, { class: "overflow", minScore: 0.65, fromHour: 22, toHour: 6 }] } : null,
    revision: 3, inForce: 3, received: 3, refused: [],
  },
}));

export const findCamera = (agent: string, camera: string) => cameras.find((one) => one.agent === agent && one.camera === camera);

export function agents(): AgentStatus[] {
  return [...new Set(sites.map((site) => site.agent))].map((agent, i) => {
    const own = cameras.filter((one) => one.agent === agent);
    return {
      agent, online: agent !== "south-box-3", version: "0.1.0", at: ago(3 + i), startedAt: ago(86_400 * (i + 1)), settingsRevision: own[0]?.settings?.inForce ?? 0,
      outboxRows: i === 2 ? 118 : 0, models: ["garbage-overflow@3fa91c02be77", "manhole@b81d02e99c1a"], cameras: own,
      ...(i === 0 ? { sensorSources: [
        { source: "chirpstack", live: true, since: ago(86_000), received: 481_203 }, { source: "pump-bus", live: false, since: ago(640), received: 9_120, lastError: "modbus 10.4.7.12:502 unit 3: no answer within 2 s; check that the device has power and that its unit id is 3" },
      ] } : {}),
      settings: { desired: { revision: 3, cameras: {} }, reported: { revision: 3, received: 3, refused: [] } },
    };
  });
}

export function reports(): ZeroReport[] {
  const list: ZeroReport[] = [];
  for (let hour = 0; hour < 4; hour++)
    for (const [i, agent] of ["east-box-1", "west-box-2"].entries())
      list.push({
        id: `report-${hour}-${i}`, agent, from: ago(3600 * (hour + 1) + 600), to: ago(3600 * hour + 600), cameras: i ? 3 : 4, camerasSeen: i ? 2 : 4, looksDue: 1080 - i * 300, looksMade: 1071 - i * 320,
        ...(i ? {} : { sensors: { expected: 7000, heard: 6958, silent: hour === 0 ? 42 : 31, uplinks: 41_822, undecoded: 14, unknown: 3 } }),
        opened: hour === 1 ? {} : { "bin-overflow": 2, garbage: 1 + i }, dropped: i ? { "frames.full": 4 } : {}, lookToOutboxP95Milliseconds: 182 + i * 60 + hour,
      });
  return list;
}

/** What an agent does with new settings: takes them, or names what it would not take. */
export function applySettings(camera: Camera, wanted: CameraSettings): { revision: number; refused: SettingRefusal[]; take: () => void } {
  const settings = camera.settings!;
  settings.revision += 1;
  settings.desired = { ...settings.desired, ...wanted };
  const { revision } = settings;
  const refused = (wanted.thresholds ?? []).flatMap((one, i) => (one.minScore > 0.98
    ? [{ camera: camera.camera, key: `thresholds[${i}].minScore`, value: String(one.minScore), remedy: "a score of at most 0.98, or nothing would ever count" }] : []));
  const take = () => {
    settings.received = revision;
    settings.refused = refused;
    if (refused.length > 0) return;
    settings.inForce = revision;
    for (const one of wanted.thresholds ?? []) if (one.fromHour === undefined) camera.thresholds![one.class] = one.minScore;
    if (wanted.zones) camera.zones = wanted.zones;
    if (wanted.cadence) camera.cadence = wanted.cadence;
  };
  return { revision, refused, take };
}
