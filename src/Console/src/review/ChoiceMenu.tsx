import { useEffect, useRef, type KeyboardEvent, type ReactNode } from "react";
import { useKeys, type KeyBindings } from "../keys/useKeys";
import { usePopover } from "../shell/usePopover";

export interface Choice {
  key: string;
  content: ReactNode;
  onChoose: () => void;
}

/** A small menu above its button: a digit chooses, arrows move, Escape closes. */
export function ChoiceMenu({ title, choices, empty, onClose, children }: {
  title: string; choices: Choice[]; empty?: string; onClose: () => void; children?: ReactNode;
}) {
  const list = useRef<HTMLUListElement>(null);
  const box = useRef<HTMLDivElement>(null);
  const digits: KeyBindings = { Escape: onClose };
  choices.slice(0, 9).forEach((choice, i) => { digits[String(i + 1)] = choice.onChoose; });
  useKeys(digits);
  usePopover(box, onClose);
  const first = choices[0]?.key;
  useEffect(() => {
    list.current?.querySelector("button")?.focus();
  }, [first]);

  const onKeyDown = (e: KeyboardEvent<HTMLDivElement>) => {
    if (e.key === "Escape") {
      e.preventDefault();
      return onClose();
    }
    if (e.key !== "ArrowDown" && e.key !== "ArrowUp") return;
    const buttons = [...(list.current?.querySelectorAll("button") ?? [])];
    const at = buttons.findIndex((button) => button === document.activeElement);
    buttons[(at + (e.key === "ArrowDown" ? 1 : buttons.length - 1)) % buttons.length]?.focus();
    e.preventDefault();
  };

  return (
    <div ref={box} className="menu" onKeyDown={onKeyDown}>
      <h2>{title}</h2>
      {choices.length === 0 && empty && <p className="quiet">{empty}</p>}
      <ul ref={list} role="menu" aria-label={title}>
        {choices.map((choice, i) => (
          <li key={choice.key} role="none">
            <button type="button" role="menuitem" tabIndex={i === 0 ? 0 : -1} onClick={choice.onChoose}>
              <kbd aria-hidden="true">{i < 9 ? i + 1 : ""}</kbd>{choice.content}
            </button>
          </li>
        ))}
      </ul>
      {children}
    </div>
  );
}
