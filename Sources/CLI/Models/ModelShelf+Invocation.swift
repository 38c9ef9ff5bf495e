import CommandKit
import Core
import Engine

extension Invocation {
  /// How files are fetched: whom to trust is read from the environment, as curl does.
  var transferSettings: TransferSettings {
    var variables: [String: String] = [:]
    for name in ["CURL_CA_BUNDLE", "SSL_CERT_FILE"] { variables[name] = environment[name]?.text }
    var settings = TransferSettings(environment: variables)
    settings.agent = "semblance/\(SemblanceProgram.version)"
    return settings
  }

  /// Where models and their runtime are looked for.
  var modelShelf: ModelShelf {
    get throws {
      var variables: [String: String] = [:]
      for name in ["HOME", "XDG_DATA_HOME", "SEMBLANCE_MODELS", "SEMBLANCE_ORT"] {
        variables[name] = environment[name]?.text
      }
      var shelf = ModelShelf(environment: variables, library: try libraryFolder)
      try shelf.run(
        on: environment["MODEL_DEVICE"]?.display, batch: environment["BATCH_SIZE"]?.display)
      return shelf
    }
  }
}
