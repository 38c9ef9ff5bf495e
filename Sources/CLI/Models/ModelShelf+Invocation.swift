import CommandKit
import Core
import Engine

extension Invocation {
  /// Where models and their runtime are looked for.
  var modelShelf: ModelShelf {
    get throws {
      var variables: [String: String] = [:]
      for name in ["HOME", "XDG_DATA_HOME", "SEMBLANCE_MODELS", "SEMBLANCE_ORT"] {
        variables[name] = environment[name]?.text
      }
      return ModelShelf(environment: variables, library: try libraryFolder)
    }
  }
}
