import FoundationEssentials
package import Quality

/// Whether CLIP-IQA is reported with the model in use, and why not.
package enum ClipStanding: Sendable {
  /// The model told damaged pictures from whole ones.
  case on(ClipRecord)
  case off(model: String, reason: String)

  /// For people, without a full stop: "off, because …".
  package var words: String {
    switch self {
    case .on(let record):
      "on, by \(record.model): \(record.trial.lower) of \(record.trial.pictures) pictures score "
        + "lower when damaged"
    case .off(let model, let reason): "off for \(model), because \(reason)"
    }
  }

  /// The name of the model that scores; `nil` when off.
  package var model: String? {
    if case .on(let record) = self { record.model } else { nil }
  }
}

/// What is kept of a model's trial: its verdict, and what scores need of the model.
package struct ClipRecord: Hashable, Codable, Sendable {
  package var version = ClipTrial.version
  package var model: String
  /// The space of the vectors that may be scored; its name changes with the model's files.
  package var space: String
  package var trial: ClipTrial
  /// The numbers of ``ClipDirection``.
  package var direction: [Float]

  package init(model: String, space: String, trial: ClipTrial, direction: [Float]) {
    self.model = model
    self.space = space
    self.trial = trial
    self.direction = direction
  }

  /// As it stands in the settings; `nil` when it is damaged or of another version.
  init?(text: String) {
    guard let record = try? JSONDecoder().decode(ClipRecord.self, from: Data(text.utf8)),
      record.version == ClipTrial.version
    else { return nil }
    self = record
  }

  var text: String {
    get throws { String(decoding: try JSONEncoder().encode(self), as: UTF8.self) }
  }

  var standing: ClipStanding {
    if trial.isPassed { return .on(self) }
    var reason = "it does not tell a photograph from a damaged one: \(trial.lower) of "
    reason += "\(trial.pictures) score lower when damaged"
    if let missed = trial.missed.first, trial.lower >= ClipTrial.leastLower(of: trial.pictures) {
      reason += ", of the \(missed.damage.rawValue) \(missed.lower) of \(missed.pictures)"
    }
    return .off(model: model, reason: reason)
  }
}
