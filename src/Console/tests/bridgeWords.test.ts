import { readFileSync } from "node:fs";
import { resolve } from "node:path";
import { describe, expect, it } from "vitest";
import { ApiError } from "../src/api/client";
import { agentFaultForms } from "../src/bridge/agentFaultForms";
import { agentFaultWords } from "../src/bridge/agentFaultWords";
import { comparedWords } from "../src/bridge/comparedWords";
import { refusalWords } from "../src/bridge/refusalWords";
import { heardWords, replyWords } from "../src/bridge/replyWords";
import { errorWords } from "../src/i18n/domainWords";
import { en } from "../src/i18n/en";
import { textOr, translator } from "../src/i18n/translate";
import { zh } from "../src/i18n/zh";
import { historyReason, historyTitle } from "../src/review/historyWords";
import { stampWords } from "../src/time/words";

const english = translator(en);
const chinese = translator(zh);
const nameIn = (t: typeof english) => (name: string) => textOr(t, `problem.${name}`, name);
const stamp = "2026-11-22 02:03:59Z";
const at = stampWords(stamp);

/** Texts that a C# file writes, each as what may stand there: `{…}` is anything. Those of fewer than three words are parts of others, or names. */
function templates(path: string): { text: string; form: RegExp }[] {
  const code = readFileSync(resolve(import.meta.dirname, "../..", path), "utf8").replace(/^\s*\/\/.*$/gm, "");
  const found: { text: string; form: RegExp }[] = [];
  for (let from = code.indexOf('"'); from >= 0; from = code.indexOf('"', from)) {
    const { text, end } = literal(code, from + 1, code[from - 1] === "$");
    from = end;
    if (text.replace(/\0/g, "").trim().split(/\s+/).length >= 3) found.push({ text: text.replace(/\0/g, "{…}"), form: new RegExp(text.split("\0").map((part) => part.replace(/[.*+?^${}()|[\]\\]/g, "\\$&")).join("[^]*")) });
  }
  return found;
}

/** One literal from after its quote; a hole of an interpolated one, with all that stands in it, is a zero. */
function literal(code: string, from: number, interpolated: boolean): { text: string; end: number } {
  let [text, depth] = ["", 0];
  for (let i = from; i < code.length; i++) {
    const sign = code[i]!;
    if (depth === 0 && sign === '"') return { text, end: i + 1 };
    if (interpolated && sign === "{") text += depth++ === 0 ? "\0" : "";
    else if (depth > 0) depth -= sign === "}" ? 1 : 0;
    else text += sign;
  }
  throw new Error(`a text without an end: ${code.slice(from, from + 60)}`);
}

const compared: [string, string][] = [
  ["none of 3 cases near has the problem manhole-open in this place", "附近 3 件案件均不是此处的“井口敞开”"],
  ["step 4 of a finding of case 12, whose latest step was 3", "第 12 号案件某一发现的第 4 步，此前最新为第 3 步"],
  ["component 3505820123000017 of case 12", "第 12 号案件的部件 3505820123000017"],
  ["/agents/east/sensors/cover-17 is tied to what case 12 was reported of", "east / cover-17 与第 12 号案件的上报来源相关联"],
  ["sensor cover-17 as case 12", "传感器 cover-17，与第 12 号案件相同"],
  ["a box that overlaps one of case 12 by 72 % in the picture of gate", "gate 画面中与第 12 号案件的框重叠 72 %"],
  ["zone kerb of camera gate as case 12", "摄像机 gate 的区域 kerb，与第 12 号案件相同"],
  ["zone kerb of camera gate as case 12, boxes overlap by 55 %", "摄像机 gate 的区域 kerb，与第 12 号案件相同，框重叠 55 %"],
  ["12.3 m from case 7, 40.0 m allowed, one of the two reported to the city", "距第 7 号案件 12.3 m，允许 40.0 m，其中一件由人上报"],
  ["12.3 m from case 7, 70.0 m allowed, and begun 4 min apart", "距第 7 号案件 12.3 m，允许 70.0 m，开始时间相差 4 分钟"],
  [`the camera has not seen what its zones were drawn on since ${stamp}`, `摄像机自 ${at} 起看不到其区域所画之处`],
  [`permitted until ${stamp} by Chen: morning market: stalls; 8 m from its middle, 40 m allowed`, `许可，至 ${at}，Chen：morning market: stalls；距中心 8 m，允许 40 m`],
  [`rejected by Chen: not-a-problem; the same spot of gate, until ${stamp}`, `Chen 曾驳回：有，但未达立案标准；gate 的同一位置，至 ${at}`],
  ["the finding was kept quiet, and has ended", "该发现此前免报，现已结束"],
  ["the event's id is known", "该事件此前已收到"],
  [`sensor cover-17 as case 12, which is pending and was seen cleared at ${stamp}`, `传感器 cover-17，与第 12 号案件相同；该案件待核实，${at} 已不见`],
  [`sensor cover-17 as case 12, which is filed and was last seen at ${stamp}`, `传感器 cover-17，与第 12 号案件相同；该案件已立案，最后看到于 ${at}`],
  [`component 17 of case 12, which is closed since ${stamp}`, `第 12 号案件的部件 17；该案件自 ${at} 起已结案`],
];

const refusals: [string, string][] = [
  ["Case 12 is filed, and no verdict is in force on it that could be taken back.", "第 12 号案件已立案，没有可撤回的核实结论。"],
  [`Case 12 is filed: J. Wu decided 'confirm' at ${stamp}.`, `第 12 号案件已立案：J. Wu 于 ${at} “确认”。`],
  [`Case 12 is filed: Wu decided 'confirm' at ${stamp}. That is more than 60 s ago, too late to take back.`, `第 12 号案件已立案：Wu 于 ${at} “确认”。已超过 60 秒，不能再撤回。`],
  [`Case 12 is handled: Li said 'handle' at ${stamp}. It went further than Wu's 'confirm': void it with a reason instead.`, `第 12 号案件已处置：Li 于 ${at} “反馈已处置”。在 Wu 的“确认”之后案件已继续流转：请改为作废并说明原因。`],
  ["Case 12 is known at the city's platform as A-17: void it with a reason instead.", "第 12 号案件在市平台上的编号为 A-17：请改为作废并说明原因。"],
  ["Case 12 is merged already.", "第 12 号案件已是“重复”。"],
  ["Case 12 is pending. 'verify' is taken of a case that is handled or verified. Give a verdict first.", "第 12 号案件待核实。“核查通过”只适用于以下状态的案件：已处置、已核查。请先核实。"],
  ["Case 12 is suspended. 'handle' is taken of a case that is filed or dispatched or returned. 'resume' it first.", "第 12 号案件挂账。“反馈已处置”只适用于以下状态的案件：已立案、已派遣、返工。请先恢复。"],
  ["the case has the problem 'garbage' already: confirm it.", "案件已经是“暴露垃圾”：请直接确认。"],
  ["case 12 cannot be a duplicate of itself.", "第 12 号案件不能是它自己的重复。"],
  ["case 12 is closed: a duplicate goes into a case that is still open.", "第 12 号案件已结案：重复案件只能并入未结束的案件。"],
  ["reason is empty: say why the case is rejected.", "未填原因：请说明原因。"],
  ["reason is empty: say why it is to suspend.", "未填原因：请说明原因。"],
  ["reason has 5000 characters, more than the 4096 allowed.", "原因有 5000 个字符，最多 4096 个。"],
  ["department ' ' is empty or longer than 200 characters: leave it out where it stays as it is.", "“ ”为空，或超过 200 个字符。"],
  ["A fault of the bridge; its log has it under trace 00-4bf9.", "案件桥内部错误，日志中的追踪号为 00-4bf9。"],
  ["Agent east is offline.", "前端 east 离线。"],
  ["Agent east gave no answer within 5 s.", "前端 east 在 5 秒内没有答复。"],
  ["Agent east sent no picture and no reason.", "前端 east 没有发来图片，也未说明原因。"],
];

const replies: [string, string][] = [
  ["no answer within 7.5 s", "7.5 秒内没有答复"],
  ["HTTP 308: it is at https://new.example/v2 now; write that as its url", "HTTP 308：现地址为 https://new.example/v2，请将其写入 url"],
  ["HTTP 200 without a service request in it: <html>", "HTTP 200，但其中没有受理编号：<html>"],
  ["HTTP 503: (no words)", "HTTP 503：（无说明）"],
  ["HTTP 400: lat and long are degrees", "HTTP 400：lat and long are degrees"],
  ["given up after 9 attempts: Connection refused (127.0.0.1:8311)", "尝试 9 次后放弃：该处没有程序在监听（127.0.0.1:8311）"],
  ["token 7f3a has no service request yet", "令牌 7f3a 尚无受理编号"],
  ["'garbage' has no service code: list it under services, or give the bridge a city profile with a class for it", "“暴露垃圾”没有服务代码：请在 services 中列出，或为案件桥设置含有该类别的城市配置"],
  ["/mnt/out cannot be written: No space left on device : '/mnt/out/.1.part'. Check that the disk is there, writable and not full.", "无法写入 /mnt/out：No space left on device : '/mnt/out/.1.part'。请检查磁盘是否在位、可写且未满。"],
  ["Name or service not known (city.example:443)", "主机名无法解析（city.example:443）"],
  ["No route to host (10.0.0.9:443)", "主机无法到达（10.0.0.9:443）"],
  ["The SSL connection could not be established, see inner exception.", "无法建立安全连接：请检查证书"],
  ["An error occurred while sending the request.", "连接中断"],
];

describe("what the bridge compared", () => {
  it.each(compared)("%s", (text, told) => {
    expect(comparedWords(chinese, nameIn(chinese), text)).toBe(told);
    expect(comparedWords(english, (name) => name, text).replaceAll(at, stamp)).toMatch(/^[^\u4e00-\u9fff]+$/);
  });

  it("stays as it is where its form is new", () => expect(comparedWords(chinese, nameIn(chinese), "it smelt alike")).toBe("it smelt alike"));

  it.each(["Deduplicator", "Circumstances", "OneCamera", "TwoCameras", "CityReports", "Suppression", "Decision"])("is known here in every form that %s.cs writes", (file) => {
    const written = templates(`CaseBridge/Deduplication/${file}.cs`);
    expect(written.length).toBeGreaterThan(0);
    expect(written.filter(({ form }) => !compared.some(([text]) => form.test(text))).map(({ text }) => text)).toEqual([]);
  });
});

describe("why the bridge refuses", () => {
  it.each(refusals)("%s", (text, told) => expect(refusalWords(chinese, text)).toBe(told));

  it("stays as it is where one of its sentences is new", () => {
    const detail = "Case 12 is pending. It is Sunday.";
    expect(refusalWords(chinese, detail)).toBe(detail);
  });

  it("is told with the kind of the refusal", () => {
    expect(errorWords(chinese, new ApiError(409, "The case was decided otherwise", "Case 12 is merged already."))).toBe("案件桥拒绝了请求（409）：案件已有其他决定 – 第 12 号案件已是“重复”。");
    expect(errorWords(chinese, new ApiError(503, "A part of the bridge is away", "the store sleeps"))).toBe("案件桥出错（503）：案件桥的一部分暂不可用 – the store sleeps");
    expect(errorWords(english, new ApiError(418, "I'm a teapot"))).toBe("The bridge refused (418): I'm a teapot");
  });

  // What only a program can send wrong: the console offers no such thing.
  const ofPrograms = [/^actor is empty/, /^kind '/, /^filing '/, /^problem '/, /^duplicateOf '/, /^at \{…\} lies ahead/];

  it.each(["Verdicts/VerdictRules", "Life/CaseLife"])("is known here in every form that %s.cs writes", (file) => {
    const written = templates(`CaseBridge/${file}.cs`).filter(({ text }) => !ofPrograms.some((form) => form.test(text)));
    expect(written.length).toBeGreaterThan(3);
    expect(written.filter(({ form }) => !refusals.some(([text]) => form.test(text))).map(({ text }) => text)).toEqual([]);
  });
});

describe("how a platform answered", () => {
  it.each(replies)("%s", (text, told) => expect(replyWords(chinese, nameIn(chinese), text)).toBe(told));

  it("stays as it is where the words are the platform's own", () => {
    expect(replyWords(chinese, nameIn(chinese), "已受理，请等待")).toBe("已受理，请等待");
    expect([heardWords(chinese, "open"), heardWords(chinese, "closed: swept"), heardWords(chinese, "派遣中")]).toEqual(["办理中", "已关闭：swept", "派遣中"]);
  });
});

describe("what is wrong with a camera or a sensor", () => {
  it.each([
    ["rtsp://***@10.0.0.9:554/a did not answer within 7.5 s; check that the camera is on and its address is right", "rtsp://***@10.0.0.9:554/a 在 7.5 秒内没有答复；请检查摄像机是否通电、地址是否正确"],
    ["nothing listens at 10.0.0.9:554 (connection refused); check address and port of camera gate 2", "10.0.0.9:554 没有程序在监听（连接被拒）；请检查摄像机 gate 2 的地址和端口"],
    [`its picture has been shifted by 3.1 % of the width to the left and 0.0 % of the height downwards since ${stamp}. Turn the camera back, or draw its zones anew in the console to confirm the view as it is now`, `画面自 ${at} 起向左偏移宽度的 3.1 %、向下偏移高度的 0.0 %。请转回摄像机，或在控制台重新绘制区域以确认现有视野`],
    ["heard through source 'lora', but no sensor names the device; add one to agent.sensors or its register if it is to be judged", "经数据源“lora”收到，但没有传感器对应此设备；如需判断，请在 agent.sensors 或其登记表中添加"],
    ["rule tilt failed and is set aside until the agent starts again: it broke", "规则 tilt 出错，已停用，直至前端重启：it broke"],
    ["it hums", "it hums"],
  ])("%s", (text, told) => expect(agentFaultWords(chinese, text)).toBe(told));

  it.each([
    ["Ingest/Video/RtspConnection.cs", 13], ["Ingest/Video/LookDecoder.cs", 3], ["Ingest/Video/SourceBoard.cs", 1], ["Ingest/Video/RtspSource.cs", 1], ["Ingest/Video/RtspSession.cs", 1], ["EdgeAgent/Views/ViewWatch.cs", 5],
    ["EdgeAgent/Sensors/SensorPages.cs", 1], ["EdgeAgent/Sensors/Sensor.cs", 1],
  ])("is known here in every form that %s writes", (file, atLeast) => {
    // What libav was asked for when it failed is libav's own matter, and how a judgement came about is not of faults.
    const written = templates(file).filter(({ text }) => text !== "keeping a packet" && text !== "asked again after the agent started anew");
    const known = Object.values(agentFaultForms);
    expect(written.length).toBeGreaterThanOrEqual(atLeast);
    expect(written.filter(({ form }) => !known.some((text) => form.test(text))).map(({ text }) => text)).toEqual([]);
  });
});

describe("why the bridge changed a case by itself", () => {
  it.each([
    [`seen at ${stamp}, after it was said to be handled at ${stamp}`, `${at} 反馈已处置，${at} 仍看到`],
    [`2紧急工作时: due at ${stamp}`, `2紧急工作时，${at} 到期`],
    ["garbage is filed without a verdict, as the settings say", "按设置，“暴露垃圾”免核实立案"],
    ["it is case D-17 there, reported by hotline", "平台上为 D-17 号案件，来自热线"],
    ["it is case D-17 there", "平台上为 D-17 号案件"],
    ["opened again there", "平台上重新打开"],
  ])("%s", (text, told) => expect(historyReason(chinese, nameIn(chinese), text)).toBe(told));

  it("is told in full to who wants to know more", () => {
    expect(historyTitle(chinese, nameIn(chinese), "SameSensor: sensor cover-17 as case 12")).toBe("同一传感器的同类问题：传感器 cover-17，与第 12 号案件相同");
    expect(historyTitle(chinese, nameIn(chinese), "Note: bring a lamp")).toBe("Note: bring a lamp");
  });
});
