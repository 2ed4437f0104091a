/** A probability in whole percent, never a certainty: `86 %`, `> 99 %`, `< 1 %`. */
export function percentWords(share: number): string {
  if (share > 0.99) return "> 99 %";
  if (share < 0.01) return "< 1 %";
  return `${Math.round(share * 100)} %`;
}

/** A probability as odds: `49 : 1`, `1 : 3.2`. */
export function oddsWords(share: number): string {
  const odds = share / (1 - share);
  if (!Number.isFinite(odds) || odds <= 0) return "–";
  return odds >= 1 ? `${figure(odds)} : 1` : `1 : ${figure(1 / odds)}`;
}

/** What multiplies the odds, in two figures: `×8.1`, `×0.12`. */
export const ratioWords = (ratio: number) => `×${figure(ratio)}`;

const figure = (value: number) => String(value >= 9.95 ? Math.round(value) : Number(value.toPrecision(2)));
