package import Core

extension SupportVectorRegression {
  /// Reads a model file of libsvm: ε-SVR with a radial basis kernel, features 1…`dimension`.
  ///
  /// - Throws: ``Fault`` `model.damaged` when the text is no such model.
  package init(libSVM text: String, dimension: Int) throws(Fault) {
    var header: [Substring: Substring] = [:]
    var lines = text.split(whereSeparator: \.isNewline)[...]
    while let line = lines.popFirst(), line != "SV" {
      let words = line.split(separator: " ", maxSplits: 1)
      if words.count == 2 { header[words[0]] = words[1] }
    }
    guard header["svm_type"] == "epsilon_svr", header["kernel_type"] == "rbf",
      let gamma = header["gamma"].flatMap({ Double($0) }), gamma.isFinite,
      let rho = header["rho"].flatMap({ Double($0) }), rho.isFinite
    else { throw .damagedModel("it is no radial basis ε-SVR of libsvm") }
    var coefficients: [Double] = []
    var vectors: [Double] = []
    for line in lines {
      let words = line.split(separator: " ")
      guard let first = words.first, let coefficient = Double(first), coefficient.isFinite else {
        throw .damagedModel("a support vector has no weight")
      }
      var vector = [Double](repeating: 0, count: dimension)
      for word in words.dropFirst() {
        let parts = word.split(separator: ":")
        guard parts.count == 2, let place = Int(parts[0]), (1...dimension).contains(place),
          let value = Double(parts[1]), value.isFinite
        else { throw .damagedModel("a support vector has the value '\(word)'") }
        vector[place - 1] = value
      }
      coefficients.append(coefficient)
      vectors += vector
    }
    guard !coefficients.isEmpty else { throw .damagedModel("it has no support vectors") }
    self.init(
      gamma: gamma, rho: rho, coefficients: coefficients, vectors: vectors, dimension: dimension)
  }
}
