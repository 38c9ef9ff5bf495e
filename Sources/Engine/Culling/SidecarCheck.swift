import Core
import Culling
import Files

/// Compares what the YAML and JSON files beside two pictures say. A file that cannot be read or
/// understood agrees with nothing, and is named.
struct SidecarCheck {
  private let ignored: Set<String>
  private var known: [FilePath: [String: SidecarValue]?] = [:]
  private(set) var issues: [Fault] = []

  init(_ criteria: SetCriteria) { ignored = criteria.ignoredKeys }

  /// Whether both pictures have the same sidecars, with the same keys and values.
  mutating func agree(_ one: FilePath, _ other: FilePath) -> Bool {
    guard let first = values(beside: one), let second = values(beside: other) else { return false }
    return first == second
  }

  /// By the ending of the sidecar's name.
  private mutating func values(beside picture: FilePath) -> [String: SidecarValue]? {
    if let found = known[picture] { return found }
    var values: [String: SidecarValue]? = [:]
    let folder = picture.parent ?? "."
    for stem in [picture.stem, picture.lastComponent] {
      for ending in [".yaml", ".yml", ".json"] {
        let file = folder.appending(FilePath(bytes: stem.bytes + Array(ending.utf8)))
        do throws(Fault) {
          guard let value = try value(of: file) else { continue }
          let kind = stem == picture.stem ? "" : "."
          values?[kind + ending] = value
        } catch {
          var fault = error
          fault.path = file
          issues.append(fault)
          values = nil
        }
      }
    }
    known[picture] = .some(values)
    return values
  }

  private func value(of file: FilePath) throws(Fault) -> SidecarValue? {
    let contents: FileContents
    do throws(Fault) {
      contents = try FileContents(reading: file, limit: 16 << 20)
    } catch {
      if error.code == "file.missing" { return nil }
      throw error
    }
    return try SidecarValue(yaml: contents.withBytes { Array($0) }).without(ignored)
  }
}
