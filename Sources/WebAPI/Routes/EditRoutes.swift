internal import Core
internal import Engine
internal import HTTPKit

/// What people say of many pictures in one call, and pictures that they want aside.
struct EditRoutes {
  let api: API

  var all: [Route] { [edit, setAside] }

  private static let most = 10_000

  // MARK: Edit

  private static let tags: JSONShape = .list(.tag, 0...100)

  private var edit: Route {
    Route(
      .post, "/api/images/bulk", name: "editImages",
      "Stars, favourites and tags of many pictures; can be undone.",
      content: .json(
        .object([
          .init("ids", .list(.id, 1...Self.most), "Pictures."),
          .init(
            "rating", .nullable(.integer(0...5)), required: false,
            "Stars, whatever the file says; null for what the file says."),
          .init("favourite", .bool, required: false),
          .init("add_tags", Self.tags, required: false),
          .init("remove_tags", Self.tags, required: false, "Whoever gave them."),
        ])), answers: [.json(Self.edited)]
    ) { [api] request in
      let wish = request.content
      let edit = try Self.edit(wish)
      let ids = try Self.ids(wish)
      let (outcome, unknown) = try await api.call { try $0.edit(edit, of: ids) }
      return .json(
        JSONText.bytes([
          "edit_id": .known(outcome.id.map { Int($0.rawValue) }),
          "changed": .count(outcome.changed.count),
          "results": .array(ids.map { Self.result($0, isKnown: !unknown.contains($0)) }),
        ]))
    }
  }

  private static let edited: JSONShape = .named(
    "Edited",
    .object([
      .init("edit_id", .nullable(.count), "To undo it; null when nothing was to be changed."),
      .init("changed", .count, "Pictures of which something is different now."),
      .init(
        "results",
        .list(
          .object([
            .init("id", .id), .init("ok", .bool), .init("error", .text, required: false),
          ]))),
    ]))

  private static func edit(_ wish: JSONValue) throws(HTTPProblem) -> PictureEdit {
    var edit = PictureEdit()
    if let rating = wish["rating"] { edit.rating = rating.int.map { .stars($0) } ?? .ofFile }
    if case .bool(let isFavourite)? = wish["favourite"] { edit.isFavourite = isFavourite }
    edit.addedTags = names(wish["add_tags"])
    edit.removedTags = names(wish["remove_tags"])
    guard !edit.isEmpty else {
      throw .field("rating", "one of rating, favourite, add_tags, remove_tags is needed")
    }
    if let both = Set(edit.addedTags).intersection(edit.removedTags).min() {
      throw .field("remove_tags", "'\(both)' is to be added too")
    }
    return edit
  }

  /// Without the blanks around them, each once.
  private static func names(_ tags: JSONValue?) -> [String] {
    guard case .array(let elements)? = tags else { return [] }
    var names: [String] = []
    for element in elements {
      let name = TagName.cleaned(element.text ?? "")
      if !names.contains(name) { names.append(name) }
    }
    return names
  }

  private static func ids(_ wish: JSONValue) throws(HTTPProblem) -> [ULID] {
    guard case .array(let elements)? = wish["ids"] else { return [] }
    var ids: [ULID] = []
    for (position, element) in elements.enumerated() {
      ids.append(try SearchRoutes.ulid(element.text ?? "", at: "ids[\(position)]"))
    }
    return ids
  }

  private static func result(_ id: ULID, isKnown: Bool) -> JSONValue {
    isKnown
      ? ["id": .string("\(id)"), "ok": true]
      : ["id": .string("\(id)"), "ok": false, "error": "There is no such picture."]
  }

  // MARK: Set aside

  private static let aside = OutcomeAnswer.fields("SetAside", moved: "staged", id: .id)

  private var setAside: Route {
    Route(
      .post, "/api/images/set-aside", name: "setImagesAside",
      "Sets all files of pictures aside, to be looked at again; can be undone.",
      content: .json(.object([.init("ids", .list(.id, 1...Self.most), "Pictures.")])),
      answers: [.json(Self.aside.shape)]
    ) { [api] request in
      let ids = try Self.ids(request.content)
      let answer = try await api.move { library in
        let aside = try library.planSettingAside(ids)
        return OutcomeAnswer(try library.stage(aside.plan), aside, of: ids)
      }
      return .json(JSONText.bytes(Self.aside.value(of: answer)))
    }
  }
}

/// The names that tags may have.
enum TagName {
  /// Without blanks at its ends.
  static func cleaned(_ name: String) -> String {
    let scalars = name.unicodeScalars
    func isBlank(_ scalar: Unicode.Scalar) -> Bool { scalar == " " || scalar == "\u{A0}" }
    guard let first = scalars.firstIndex(where: { !isBlank($0) }),
      let last = scalars.lastIndex(where: { !isBlank($0) })
    else { return "" }
    return String(scalars[first...last])
  }
}
