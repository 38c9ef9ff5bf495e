import CommandKit
import HTTPKit

/// The option of `semblance serve` that lets pages of other origins in.
enum ServeOrigins {
  static let origins = Option(
    repeating: "cors",
    ValueType<String>(placeholder: "ORIGIN", show: { $0 }) { (word) throws(ValueProblem) in
      guard let origin = word.text.flatMap(CrossOrigin.origin) else {
        throw ValueProblem("an origin, such as https://photos.example or http://localhost:5173")
      }
      return origin
    }, environment: "SEMBLANCE_CORS",
    help: "Let pages of this origin read everything and change it, as your own may. None otherwise."
  )
}
