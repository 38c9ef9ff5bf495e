package import Store

/// What has to be true of a row of `images`: an expression of SQL over its columns, and the values
/// of its parameters in their order.
package struct ImageCondition: Hashable, Sendable {
  package var sql: SQL
  package var values: [SQLValue]

  package init(_ sql: SQL, _ values: [SQLValue] = []) {
    self.sql = sql
    self.values = values
  }
}
