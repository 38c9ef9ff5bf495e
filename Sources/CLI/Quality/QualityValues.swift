import CommandKit
import Engine

/// The values that only `semblance quality` takes: kinds of issues, thresholds and weights.
enum QualityValues {
  static let any = "any"

  /// `blurry,dark`, or `any`.
  static let kinds = ValueType<[String]>(
    placeholder: "KIND,…", show: { $0.joined(separator: ",") }
  ) { (word) throws(ValueProblem) in
    let known = [any] + QualityListing.kinds
    let names = (word.text ?? "").lowercased().split(separator: ",").map(String.init)
    guard !names.isEmpty, names.allSatisfy(known.contains) else {
      let wrong = names.first { !known.contains($0) } ?? ""
      throw ValueProblem(
        "a list of \(known.joined(separator: ", "))",
        suggestion: Spelling.nearest(to: wrong, among: known))
    }
    return names.contains(any) ? QualityListing.kinds : names
  }

  /// `blurry=0.4`.
  static let threshold = ValueType<Threshold>(
    placeholder: "KIND=VALUE", show: { "\($0.kind.rawValue)=\($0.value)" }
  ) { (word) throws(ValueProblem) in
    let (name, value) = try pair(word, "a kind of issue and a score from 0 to 1, as blurry=0.4")
    guard let kind = QualityIssue.Kind(rawValue: name), (0...1).contains(value) else {
      throw ValueProblem(
        "a kind of issue and a score from 0 to 1, as blurry=0.4",
        suggestion: Spelling.nearest(
          to: name, among: QualityIssue.Kind.allCases.map(\.rawValue)))
    }
    return Threshold(kind: kind, value: value)
  }

  struct Threshold: Sendable {
    var kind: QualityIssue.Kind
    var value: Double
  }

  /// `opinion=1,noise=0`: what is not named keeps its weight.
  static let weights = ValueType<QualityWeights>(
    placeholder: "PART=X,…", show: show
  ) { (word) throws(ValueProblem) in
    var weights = QualityWeights.standard
    for part in (word.text ?? "").split(separator: ",") {
      let fields = part.split(separator: "=")
      guard fields.count == 2, let value = Double(fields[1]), value.isFinite, value >= 0,
        let place = places[fields[0].lowercased()]
      else { throw ValueProblem(weightsProblem) }
      weights[keyPath: place] = value
    }
    let sum = places.values.reduce(0) { $0 + weights[keyPath: $1] }
    guard sum > 0 else { throw ValueProblem(weightsProblem) }
    return weights
  }

  private static let weightsProblem =
    "weights of opinion, sharpness, exposure, noise and compression, as opinion=1,noise=0"

  private static var places: [String: WritableKeyPath<QualityWeights, Double>] {
    [
      "opinion": \.opinion, "sharpness": \.sharpness, "exposure": \.exposure, "noise": \.noise,
      "compression": \.compression,
    ]
  }

  @Sendable private static func show(_ weights: QualityWeights) -> String {
    ["opinion", "sharpness", "exposure", "noise", "compression"].map { name in
      "\(name)=\(places[name].map { weights[keyPath: $0] } ?? 0)"
    }.joined(separator: ",")
  }

  private static func pair(
    _ word: RawArgument, _ problem: String
  ) throws(ValueProblem) -> (String, Double) {
    let fields = (word.text ?? "").split(separator: "=")
    guard fields.count == 2, let value = Double(fields[1]), value.isFinite else {
      throw ValueProblem(problem)
    }
    return (fields[0].lowercased(), value)
  }
}
