import { type DragEvent, type ReactNode, useRef, useState } from "react";
import { go } from "../../app/navigation";
import { Button } from "../../components/Button";
import { Icon } from "../../components/Icon";
import { drop } from "./images";

/** A part of the page that takes a picture to search with. */
export function DropTarget({ children }: { children: ReactNode }) {
  const [isOver, setOver] = useState(false);
  const take = (event: DragEvent) => {
    event.preventDefault();
    setOver(false);
    const file = [...event.dataTransfer.files].find((one) => one.type.startsWith("image/"));
    if (file) searchWith(file);
  };
  return (
    <div
      className="search-body"
      onDragOver={(event) => {
        if (!event.dataTransfer.types.includes("Files")) return;
        event.preventDefault();
        setOver(true);
      }}
      onDragLeave={(event) => {
        if (!event.currentTarget.contains(event.relatedTarget as Node | null)) setOver(false);
      }}
      onDrop={take}
    >
      {children}
      {isOver && (
        <div className="drop-veil">
          <Icon name="image" size={36} />
          Search with this picture
        </div>
      )}
    </div>
  );
}

function searchWith(file: File): void {
  drop(file);
  go({ view: "search", text: "", like: null, tab: "image", filter: {} });
}

DropTarget.Choose = function Choose() {
  const input = useRef<HTMLInputElement>(null);
  return (
    <div className="empty-actions">
      <input
        ref={input}
        className="hidden"
        type="file"
        accept="image/*"
        aria-label="A picture to search with"
        tabIndex={-1}
        onChange={(event) => {
          const file = event.target.files?.[0];
          if (file) searchWith(file);
        }}
      />
      <Button tone="primary" icon="image" onClick={() => input.current?.click()}>
        Choose a picture
      </Button>
    </div>
  );
};
