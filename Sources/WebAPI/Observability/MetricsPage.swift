/// A page of metrics in Prometheus' text exposition format 0.0.4, written a family at a time.
package struct MetricsPage: Sendable {
  package enum Kind: String, Sendable { case counter, gauge, histogram }

  /// A value under labels.
  package struct Sample: Sendable {
    package var labels: [(name: String, value: String)]
    package var value: Double

    package init(_ value: Double, _ labels: [(name: String, value: String)] = []) {
      self.value = value
      self.labels = labels
    }
  }

  /// Counts of values up to bounds, and their sum.
  package struct Histogram: Sendable {
    /// Increasing; one count more than these is kept.
    let bounds: [Double]
    private(set) var counts: [Int]
    private(set) var sum = 0.0

    package init(bounds: [Double]) {
      self.bounds = bounds
      counts = [Int](repeating: 0, count: bounds.count + 1)
    }

    package mutating func add(_ value: Double) {
      counts[bounds.firstIndex { value <= $0 } ?? bounds.count] += 1
      sum += value
    }
  }

  package private(set) var text = ""

  package init() {}

  /// Adds a family; one without samples is announced all the same, so that it can be asked for.
  package mutating func add(_ kind: Kind, _ name: String, _ help: String, _ samples: [Sample]) {
    announce(kind, name, help)
    for sample in samples { line(name, sample.labels, sample.value) }
  }

  package mutating func add(_ kind: Kind, _ name: String, _ help: String, _ value: Double) {
    add(kind, name, help, [Sample(value)])
  }

  package mutating func add(
    _ name: String, _ help: String,
    _ histograms: [(labels: [(name: String, value: String)], histogram: Histogram)]
  ) {
    announce(.histogram, name, help)
    for (labels, histogram) in histograms {
      var total = 0
      for (bound, count) in zip(histogram.bounds + [.infinity], histogram.counts) {
        total += count
        line(name + "_bucket", labels + [("le", Self.number(bound))], Double(total))
      }
      line(name + "_sum", labels, histogram.sum)
      line(name + "_count", labels, Double(total))
    }
  }

  private mutating func announce(_ kind: Kind, _ name: String, _ help: String) {
    text += "# HELP \(name) \(Self.escaped(help, quotes: false))\n# TYPE \(name) \(kind.rawValue)\n"
  }

  private mutating func line(
    _ name: String, _ labels: [(name: String, value: String)], _ value: Double
  ) {
    text += name
    if !labels.isEmpty {
      let list = labels.map { "\($0.name)=\"\(Self.escaped($0.value, quotes: true))\"" }
      text += "{" + list.joined(separator: ",") + "}"
    }
    text += " \(Self.number(value))\n"
  }

  private static func number(_ value: Double) -> String {
    if value == .infinity { return "+Inf" }
    return value == value.rounded() && abs(value) < 1e15 ? "\(Int64(value))" : "\(value)"
  }

  private static func escaped(_ text: String, quotes: Bool) -> String {
    var result = ""
    for character in text.unicodeScalars {
      switch character {
      case "\\": result += "\\\\"
      case "\n": result += "\\n"
      case "\"" where quotes: result += "\\\""
      default: result.unicodeScalars.append(character)
      }
    }
    return result
  }
}
