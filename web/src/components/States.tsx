import type { ReactNode } from "react";
import { reason } from "../lib/api/problem";
import { Icon, type IconName } from "./Icon";

/** Nothing here: why, and what to do next. */
export function Empty(
  { icon, title, children, actions, isPage }: {
    icon: IconName;
    title: string;
    children?: ReactNode;
    actions?: ReactNode;
    /** Nothing else on the page bears its heading. */
    isPage?: boolean;
  },
) {
  return (
    <div className="empty">
      <div className="empty-icon">
        <Icon name={icon} size={32} />
      </div>
      {isPage ? <h1>{title}</h1> : <h2>{title}</h2>}
      {children && <div className="empty-text">{children}</div>}
      {actions && <div className="empty-actions">{actions}</div>}
    </div>
  );
}

export function Failed({ error, retry }: { error: unknown; retry: () => void }) {
  return (
    <Empty
      icon="warning"
      title="This could not be loaded"
      actions={
        <button type="button" className="button button-plain" onClick={retry}>Try again</button>
      }
    >
      {reason(error)}
    </Empty>
  );
}

/** Grey shapes where content will be. */
export function Skeleton({ className }: { className: string }) {
  return <div className={`skeleton ${className}`} aria-hidden="true" />;
}

export function Loading({ children }: { children: ReactNode }) {
  return (
    <div aria-busy="true">
      <p className="hidden" role="status">Loading</p>
      {children}
    </div>
  );
}
