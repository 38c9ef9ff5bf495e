import { type CSSProperties, useState } from "react";
import { previewOf, thumbnailOf } from "../lib/api/picture";
import { backdrop } from "./backdrop";

/** A thumbnail that fills its box, over its blurred placeholder until it has come. */
export function Thumbnail(
  { id, placeholder, alt, className, style }: {
    id: string;
    placeholder: string | null;
    alt: string;
    className?: string;
    style?: CSSProperties;
  },
) {
  return (
    <img
      className={className ?? "thumbnail"}
      src={thumbnailOf(id)}
      alt={alt}
      loading="lazy"
      decoding="async"
      draggable={false}
      style={{ ...style, ...backdrop(placeholder) }}
    />
  );
}

/** The large version; the thumbnail stands in until it has come, and where there is none. */
export function Preview(
  { id, placeholder, alt, className, style }: {
    id: string;
    placeholder: string | null;
    alt: string;
    className?: string;
    style?: CSSProperties;
  },
) {
  const [state, setState] = useState<"loading" | "ready" | "failed">("loading");
  return (
    <span className={`preview ${className ?? ""}`} style={style}>
      {state !== "ready" && (
        <img
          src={thumbnailOf(id)}
          alt={state === "failed" ? alt : ""}
          draggable={false}
          style={backdrop(placeholder)}
        />
      )}
      {state !== "failed" && (
        <img
          className={state === "ready" ? "preview-ready" : "preview-coming"}
          src={previewOf(id)}
          alt={alt}
          draggable={false}
          onLoad={() => setState("ready")}
          onError={() => setState("failed")}
        />
      )}
    </span>
  );
}
