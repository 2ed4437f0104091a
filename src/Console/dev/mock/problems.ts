import type { Problem } from "../../src/api/types.ts";

const code = (version: string, kind: string, number: string, zh: string, confidence = "confirmed") => ({
  standard: { "2026": "GB/T 47678.5", "2013": "GB/T 30428.2", "2007": "CJ/T 214" }[version]!, version, kind, code: number, zh, confidence,
});

export const problems: Problem[] = [
  { name: "road-occupied", zh: "道路占用", en: "Road occupied", codes: [code("2026", "event", "09009", "机动车乱停放"), code("2013", "event", "0409", "机动车乱停放"), code("2007", "event", "0505", "机动车乱停放")] },
  { name: "bin-overflow", zh: "垃圾箱满溢", en: "Overflowing bin", codes: [code("2026", "event", "06042", "垃圾站（箱）满溢", "unconfirmed"), code("2007", "event", "0102", "暴露垃圾")] },
  { name: "garbage", zh: "暴露垃圾", en: "Refuse lying about", codes: [code("2026", "event", "06010", "暴露垃圾"), code("2013", "event", "0110", "暴露垃圾"), code("2007", "event", "0102", "暴露垃圾")] },
  { name: "manhole-open", zh: "井口敞开", en: "Open manhole", codes: [code("2026", "event", "01023", "不明井盖异常"), code("2013", "component", "0123", "不明井盖"), code("2007", "component", "0114", "无主井盖")] },
  { name: "manhole-absent", zh: "井盖缺失", en: "Manhole cover missing", codes: [code("2026", "event", "01002", "污水井盖异常"), code("2013", "component", "0102", "污水井盖")] },
  { name: "cover-moved", zh: "井盖移位", en: "Manhole cover moved", kind: "street", codes: [code("2026", "matter", "01023", "不明井盖异常", "unconfirmed"), code("2013", "component", "0123", "不明井盖")] },
  { name: "bin-full", zh: "垃圾箱已满", en: "Full bin", kind: "street", codes: [code("2026", "matter", "06042", "垃圾站（箱）满溢", "unconfirmed")] },
  { name: "water-level", zh: "道路积水", en: "Water on the road", kind: "street", codes: [code("2013", "event", "0506", "道路积水", "unconfirmed")] },
  { name: "sensor-silent", zh: "传感器失联", en: "Sensor silent", kind: "equipment", codes: [] },
  { name: "sensor-stuck", zh: "传感器读数异常", en: "Sensor cannot be believed", kind: "equipment", codes: [] },
  { name: "battery-low", zh: "传感器电量低", en: "Sensor battery low", kind: "equipment", codes: [] },
];
