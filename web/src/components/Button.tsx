import type { ButtonHTMLAttributes } from "react";
import { Icon, type IconName } from "./Icon";
import { Keys } from "./Keys";

type ButtonProps = ButtonHTMLAttributes<HTMLButtonElement> & {
  icon?: IconName;
  tone?: "plain" | "primary" | "quiet" | "danger";
  chord?: string;
  /** Only the icon is seen; the words are its name. */
  isIconOnly?: boolean;
};

export function Button(
  { icon, tone = "plain", chord, isIconOnly, children, className, ...rest }: ButtonProps,
) {
  const names = ["button", `button-${tone}`, isIconOnly ? "button-icon" : "", className ?? ""];
  return (
    <button
      type="button"
      className={names.filter(Boolean).join(" ")}
      {...(isIconOnly && typeof children === "string"
        ? { "aria-label": children, title: children }
        : {})}
      {...rest}
    >
      {icon && <Icon name={icon} />}
      {!isIconOnly && <span>{children}</span>}
      {chord && !isIconOnly && <Keys chord={chord} />}
    </button>
  );
}
