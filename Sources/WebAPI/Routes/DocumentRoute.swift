internal import Core
internal import HTTPKit

/// The API's own description.
struct DocumentRoute {
  let routes: [Route]

  var route: Route {
    Route(
      .get, "/api/openapi.json", name: "openapi",
      "This API in OpenAPI 3.1, made of the routes themselves.",
      access: .open, answers: [.json(.map(.any))]
    ) { [routes] _ in
      .json(JSONText.bytes(Self.document(of: routes + [DocumentRoute(routes: routes).route])))
    }
  }

  static func document(of routes: [Route]) -> JSONValue {
    OpenAPIDocument(
      title: "Semblance", version: "0.1.0",
      description: "What a picture library holds: its pictures, duplicates, searches and jobs. "
        + "What changes something needs a media type of application/json, or a form with the field "
        + "X-Semblance: 1, and an Origin of this server or none."
    ).value(of: routes)
  }
}
