import Core

/// The names of things that a request may hold: one's own, somebody else's, or nobody's.
struct TenantNames: Sendable {
  var word: String
  var user: String
  var folder: String
  var image = "01ARZ3NDEKTSV4RRFFQ69G5FAV"
  var second = "01ARZ3NDEKTSV4RRFFQ69G5FAW"
  /// A group of files with the same bytes, and the numbers of its files.
  var group = "9999-1"
  var keep = 99_998
  var stage = 99_999
  /// A group of pictures that are alike.
  var pair = "9999-2"
  /// Another, and the numbers of its files.
  var merging = "9999-3"
  var keeper = 99_995
  var merged = 99_996
  /// Three files that were set aside, the last by its action.
  var unit = "9999.1"
  var approved = "9998.1"
  var operation = 9_997
  var job = "01ARZ3NDEKTSV4RRFFQ69G5FAX"
  var clusters = "01ARZ3NDEKTSV4RRFFQ69G5FAY"
  /// An archive, by its SHA-256.
  var archive = String(repeating: "0123456789abcdef", count: 4)
  var key: String
  /// A key by which programs ask.
  var accessKey = 99_997

  /// Names that stand for nothing at all.
  static func nobody(prefix: String) -> TenantNames {
    TenantNames(
      word: "quaggaword", user: "quagga.example", folder: "/srv/quaggaword",
      key: prefix + "01ARZ3NDEKTSV4RRFFQ69G5FAZ/x.bmp")
  }

  /// As they are written in requests and answers, the longest first.
  var texts: [String] { [key, folder, user, word, image, second, job, clusters, archive] }
  /// Numbers that refusals name.
  var numbers: [String] { [group, pair, merging, unit, approved, "\(operation)"] }

  /// The same, but for the numbers of actions that somebody has, too, who has more of them.
  func apart(from other: TenantNames) -> TenantNames {
    guard operation < other.operation else { return self }
    let nobody = TenantNames.nobody(prefix: "")
    var names = self
    names.unit = nobody.unit
    names.approved = nobody.approved
    names.operation = nobody.operation
    return names
  }
}

/// A user of the test, with what is theirs.
struct TenantPerson: Sendable {
  let client: TenantClient
  var names: TenantNames
  /// What nobody else may ever see: a word in the names of files, tags, notes and queries, the user's
  /// name, that of the folder, and every id.
  var secrets: [String]

  var user: String { client.user }
}
