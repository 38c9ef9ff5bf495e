import Core
import Culling

/// How the names of pictures tell the stage that made them.
package struct StagePattern: Sendable {
  let name: @Sendable (FilePath) -> StageName?

  /// `…_stage1.5_face_swapped.png`.
  package static let usual = StagePattern { StageName(in: $0) }

  private init(_ name: @escaping @Sendable (FilePath) -> StageName?) { self.name = name }

  /// - Parameter parts: from a file's name to what the pictures of its set share and its stage; `nil`
  ///   for a name that tells no stage.
  package init(parts: @escaping @Sendable (String) -> (shared: String, stage: String)?) {
    name = { path in
      parts(path.lastComponent.display).map { StageName(base: $0.shared, stage: $0.stage) }
    }
  }
}
