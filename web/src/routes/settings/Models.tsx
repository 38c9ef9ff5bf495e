import { api } from "../../app/services";
import { useLatest } from "../../app/useLatest";
import { Badge } from "../../components/Badge";
import { Button } from "../../components/Button";
import { Icon } from "../../components/Icon";
import { type Model, models } from "../../lib/api/settings";

/** The models that were added, and which of them searches use. */
export function Models(
  { used, change }: {
    used: string | null;
    change: (body: Record<string, unknown>, text: string) => Promise<void>;
  },
) {
  const shown = useLatest("models", (signal) => api.call("/api/models", models, { signal }));
  const list = shown.value?.models ?? [];
  return (
    <section className="setting card" aria-labelledby="set-models">
      <div className="setting-head">
        <div>
          <h2 id="set-models">Model</h2>
          <p>With one, a search finds what pictures show. It runs on this machine alone.</p>
        </div>
      </div>
      {shown.value && list.length === 0 && (
        <p className="setting-note">
          None was added yet:{" "}
          <code>semblance models add FOLDER</code>. Until then words are searched in names, tags and
          captions, and pictures by what they look like.
        </p>
      )}
      <ul className="setting-list">
        {list.map((model) => {
          const isUsed = model.name === used;
          return (
            <li key={model.path}>
              <Icon name={model.error === null ? "star" : "warning"} />
              <span className="setting-path">
                {model.name}
                <small>{model.error ?? what(model)}</small>
              </span>
              {isUsed && <Badge tone="keep">In use</Badge>}
              {model.kind === "embedding" && model.error === null && (
                <Button
                  className="button-small"
                  onClick={() =>
                    void change(
                      { embedding_model: isUsed ? null : model.name },
                      isUsed
                        ? "No model is in use"
                        : `${model.name} is in use. Its vectors are made by: semblance index`,
                    )}
                >
                  {isUsed ? "Stop using" : "Use"}
                </Button>
              )}
            </li>
          );
        })}
      </ul>
    </section>
  );
}

function what(model: Model): string {
  if (model.kind !== "embedding") return "measures quality";
  const reads = model.texts ? "reads pictures and words" : "reads pictures";
  return model.dimension === null ? reads : `${reads}, ${model.dimension} numbers a picture`;
}
