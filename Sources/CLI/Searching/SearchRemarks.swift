import CommandKit
import Core
import Engine

/// What a person should know of a search beside its hits, on standard error.
struct SearchRemarks {
  let page: SearchPage
  let request: SearchRequest

  func show(on console: Console) {
    switch page.verdict {
    case .nothingMatchesWell: console.note("Nothing matches well.")
    case .nothingToSearch: console.note("No picture meets the conditions.")
    case .found:
      if page.next != nil {
        let hidden = page.total - page.hits.count
        console.note(
          "\(CountText.text(page.total, "picture")) found, \(CountText.text(hidden)) not shown here: "
            + "--limit shows more.")
      }
    }
    for notice in page.notices { console.note(text(of: notice)) }
  }

  private func text(of notice: SearchNotice) -> String {
    switch notice {
    case .noTextModel:
      "Only names, tags, titles, captions, folders and cameras were searched; searching what "
        + "pictures show needs a model: semblance models add"
    case .withoutVectors(let count):
      "\(CountText.text(count, "picture")) have not been looked at by the model yet: semblance index"
    case .corrected(let typed, let found): "'\(typed)' was read as '\(found)'."
    case .partly: "No picture has all the words; these have some of them."
    }
  }
}
