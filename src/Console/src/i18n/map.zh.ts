import type { mapEn } from "./map.en";

/** Chinese texts of the map; part of zh.ts. */
export const mapZh: Record<keyof typeof mapEn, string> = {
  "nav.map": "地图",
  "map.label": "案件地图：方向键移动，加减号缩放，0 显示全部",
  "map.tools": "地图",
  "map.nearer": "放大 (+)",
  "map.farther": "缩小 (−)",
  "map.all": "全部",
  "map.none": "尚无带位置的案件。",
  "map.inSight": "视野内的案件",
  "map.count": "视野内 {n} 件",
  "map.many": "案件太多，无法逐一显示：点选圆圈可放大。",
  "map.review": "核实此处待核实的 {n} 件",
  "map.cluster": "{n} 件案件，其中 {waits} 件待核实，点选放大",
  "map.everyProblem": "全部问题",
  "map.group.waits": "待核实",
  "map.group.underway": "办理中",
  "map.group.done": "已结案",
  "map.group.none": "不成立",
  "keys.map.zoom": "地图放大 / 缩小",
  "keys.map.all": "地图显示全部",
  "map.cell": "单元网格 {id}",
  "map.metres": "{n} 米",
  "map.kilometres": "{n} 公里",
  "map.here": "在地图上查看",
  "queue.filter.box": "仅限地图的一部分",
};
