import type { KeyboardEvent } from "react";
import type { MapAnswer, MapCase, MapCluster } from "../api/types";
import { useTexts } from "../i18n/LanguageContext";
import type { Size } from "../picture/geometry";
import { useProblemName } from "../shell/Problems";
import { metresPerPixel, toPixels, type LonLat, type MapView } from "./projection";
import { countsOf, groupOf } from "./stateGroups";

interface MapCasesProps {
  view: MapView;
  size: Size;
  answer: MapAnswer;
  pointed: string | null;
  onPoint: (id: string | null) => void;
  onEnter: (place: LonLat) => void;
  onOpen: (id: string) => void;
}

/** Circles for many, points for one; each a button. */
export function MapCases({ view, size, answer, pointed, onPoint, onEnter, onOpen }: MapCasesProps) {
  const most = Math.max(1, ...answer.clusters.map(({ cases }) => cases));
  // The one that is pointed at is drawn last, above its neighbours.
  const cases = [...answer.cases].sort((a, b) => Number(a.id === pointed) - Number(b.id === pointed));
  return (
    <g>
      {answer.clusters.map((cluster) => <Cluster key={`${cluster.lon} ${cluster.lat}`} of={cluster} most={most} at={toPixels(cluster, view, size)} onEnter={onEnter} />)}
      {cases.map((one) => (
        <Point key={one.id} of={one} at={toPixels(one, view, size)} error={(one.errorRadius ?? 0) / metresPerPixel(view)} pointed={one.id === pointed} onPoint={onPoint} onOpen={onOpen} />
      ))}
    </g>
  );
}

function Cluster({ of, most, at, onEnter }: { of: MapCluster; most: number; at: { x: number; y: number }; onEnter: (place: LonLat) => void }) {
  const { t, language } = useTexts();
  const counts = countsOf(of.states);
  const radius = 13 + 17 * Math.sqrt(of.cases / most);
  const share = of.cases > 0 ? counts.waits / of.cases : 0;
  const enter = () => onEnter(of);
  return (
    <g className="map-cluster" role="button" tabIndex={0} aria-label={t("map.cluster", { n: of.cases, waits: counts.waits })} transform={`translate(${at.x} ${at.y})`} onClick={enter} onKeyDown={onPress(enter)}>
      <circle r={radius} />
      {share > 0 && <circle className="map-cluster-waits" r={radius} pathLength={100} strokeDasharray={`${share * 100} 100`} transform="rotate(-90)" />}
      <text dy="0.35em">{short(of.cases, language)}</text>
    </g>
  );
}

function Point({ of, at, error, pointed, onPoint, onOpen }: { of: MapCase; at: { x: number; y: number }; error: number; pointed: boolean; onPoint: (id: string | null) => void; onOpen: (id: string) => void }) {
  const { t } = useTexts();
  const problemName = useProblemName();
  const open = () => onOpen(of.id);
  const words = `${t("case.number", { n: of.number })} ${problemName(of.problem)}, ${t(`state.${of.state}`)}`;
  return (
    <g
      className={`map-case map-${groupOf(of.state)}${pointed ? " map-case-pointed" : ""}`} role="button" tabIndex={0} aria-label={words} transform={`translate(${at.x} ${at.y})`}
      onClick={open} onKeyDown={onPress(open)} onPointerEnter={() => onPoint(of.id)} onPointerLeave={() => onPoint(null)} onFocus={() => onPoint(of.id)} onBlur={() => onPoint(null)}
    >
      <title>{words}</title>
      {pointed && error > 8 && <circle className="map-error" r={error} />}
      <circle className="map-dot" r={pointed ? 9 : 6.5} />
    </g>
  );
}

const onPress = (act: () => void) => (e: KeyboardEvent) => {
  if (e.key !== "Enter" && e.key !== " ") return;
  e.preventDefault();
  act();
};

/** 1,234 as 1.2k: a circle has room for four signs. */
export function short(count: number, language: string): string {
  if (count < 1000) return String(count);
  if (language === "zh" && count >= 10_000) return `${trimmed(count / 10_000)}万`;
  return count < 1_000_000 ? `${trimmed(count / 1000)}k` : `${trimmed(count / 1_000_000)}M`;
}

const trimmed = (value: number) => (value < 10 ? value.toFixed(1).replace(".0", "") : String(Math.round(value)));
