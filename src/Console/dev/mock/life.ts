import type { CaseChange, CaseDetail, CaseLimit, CaseState, FilingCondition } from "../../src/api/types.ts";
import { ago } from "./clock.ts";
import { filingsOf } from "./filings.ts";
import { recheckOf } from "./rechecks.ts";

const to: Record<string, CaseState> = { dispatch: "dispatched", handle: "handled", verify: "verified", return: "returned", close: "closed", void: "voided", suspend: "suspended" };

const coverConditions: FilingCondition[] = [
  { when: "缺失、移位、开裂，存在安全隐患的", closing: "恢复", limit: "2紧急工作时" },
  { when: "破损超过25cm²的", closing: "更换或修复", limit: "4工作时" },
  { when: "弹跳产生声响、翻盖的", closing: "更换或修复", limit: "2工作日" },
];
const conditions: Record<string, FilingCondition[]> = {
  "manhole-open": coverConditions, "cover-moved": coverConditions.slice(0, 1), "bin-overflow": [{ when: "垃圾满溢、周边散落的", closing: "清除", limit: "4工作时" }],
  garbage: [{ when: "道路及公共场所有暴露垃圾的", closing: "清理", limit: "4工作时" }],
  "road-occupied": [{ when: "占用消防通道的", closing: "驶离", limit: "2工作时" }, { when: "机动车不按规定停放、影响通行的", closing: "驶离或处罚", limit: "4工作时" }],
};
const codes: Record<string, [string, string, string][]> = {
  "manhole-open": [["01023", "不明井盖异常", "unconfirmed"], ["0123", "不明井盖", "confirmed"]], "cover-moved": [["01023", "不明井盖异常", "unconfirmed"], ["0123", "不明井盖", "confirmed"]],
  "bin-overflow": [["06042", "垃圾站（箱）满溢", "unconfirmed"], ["0192", "垃圾满溢", "city"]], garbage: [["06010", "暴露垃圾", "confirmed"], ["0110", "暴露生活垃圾", "confirmed"]],
  "road-occupied": [["09009", "机动车乱停放", "confirmed"], ["0409", "机动车乱停放", "confirmed"]],
};
const hours: Record<string, number> = { "2紧急工作时": 2, "2工作时": 2, "4工作时": 4, "2工作日": 48 };

/** The case with what the city's profile and registers say of it, as the bridge works it out at each request. */
export function described(of: CaseDetail): CaseDetail {
  const coded = codes[of.problem] ?? [];
  return {
    ...of,
    codes: coded.map(([code, zh, confidence], i) => ({ standard: i ? "GB/T 30428.2-2013" : "GB/T 47678.5-2026", kind: i ? "event" : "matter", code, zh, en: "", confidence, basis: confidence === "city" ? "city-class" : i ? "counterpart" : "problem" })),
    location: { cell: `3599010010010${String(10 + (of.number % 60)).padStart(2, "0")}`, dutyGrid: `东港-0${1 + (of.number % 7)}`, ...(of.component ? { component: { id: of.component, class: "0102", distance: 0 } } : of.number % 2 ? { component: { id: "3599010305000017", class: "0305", distance: 6.4 } } : {}) },
    filings: filingsOf(of.id), references: filingsOf(of.id).flatMap(({ filer, reference, queuedAt }) => (reference ? [{ platform: filer, reference, origin: "filed", since: queuedAt }] : [])),
    recheck: recheckOf(of) ?? null,
    ...(of.state === "pending" ? { conditions: conditions[of.problem] ?? [] } : { limits: limitsOf(of) }),
  };
}

function limitsOf(of: CaseDetail): CaseLimit[] {
  const filed = of.history.find((entry) => entry.to === "filed");
  if (!filed || ["rejected", "merged", "voided", "closed"].includes(of.state)) return [];
  return (conditions[of.problem] ?? []).slice(0, 1).map((condition) => {
    const length = hours[condition.limit]! * 3600_000;
    const used = (Date.now() - Date.parse(filed.at)) / length;
    const state = of.state === "suspended" ? "paused" : used > 1 ? "overdue" : used > 0.75 ? "due-soon" : "running";
    return { ...condition, from: filed.at, ...(state === "paused" ? {} : { dueAt: new Date(Date.parse(filed.at) + length).toISOString() }), state, used: Math.min(1, used), isProvisional: of.number % 11 === 0 };
  });
}

/** Makes a change as the bridge would. */
export function applyChange(of: CaseDetail, { kind, actor, reason, urgent, supervised, department, handler, reference }: CaseChange): void {
  const named = { ...(department ? { department } : {}), ...(handler ? { handler } : {}), ...(reference ? { reference } : {}) };
  const before = of.history.findLast((entry) => entry.to === "suspended")?.from as CaseState | undefined;
  const next = kind === "resume" ? before ?? "filed" : to[kind]!;
  of.history = [...of.history, { at: ago(0), actor, change: kind, from: of.state, to: kind === "note" ? of.state : next, ...(reason ? { reason } : {}), ...named }];
  Object.assign(of, named, urgent === undefined ? {} : { urgent }, supervised === undefined ? {} : { supervised });
  if (kind === "return") of.returns = (of.returns ?? 0) + 1;
  if (kind !== "note") of.state = next;
}

/** Some cases have lived already when the world begins. */
export function live(of: CaseDetail, secondsAgo: number): void {
  const at = (share: number) => ago(secondsAgo * share);
  const step = (change: string, state: CaseState, share: number, actor: string, reason?: string) => {
    of.history = [...of.history, { at: at(share), actor, change, from: of.state, to: state, ...(reason ? { reason } : {}) }];
    of.state = state;
  };
  const kind = of.number % 8;
  if (kind === 7) return step("reject", "rejected", 0.9, "陈静", "not-a-problem");
  step("confirm", "filed", 0.95, "陈静");
  if (kind >= 1) step("dispatch", "dispatched", 0.85, "王工", "东港环卫所");
  if (kind === 2) step("suspend", "suspended", 0.6, "王工", "待配件到货");
  if (kind >= 3) step("handle", "handled", 0.4, "东港环卫所");
  if (kind === 4) step("return", "returned", 0.3, "陈静", "现场仍有垃圾");
  if (kind >= 5) step("verify", "verified", 0.25, "陈静");
  if (kind === 6) step("close", "closed", 0.2, "陈静");
}
