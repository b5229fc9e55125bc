// The table of the standard. A line is a field; `→` in a comment is where the two
// profiles differ.

import Foundation

enum DirectoryStandard {
  struct Shape: Sendable {
    var plural: String
    var words: String?
    var fields: [DirectoryField]
    var children: [DirectoryChild] = []
  }

  /// Names of files that publishers use besides the standard's plural and singular.
  static let otherFileNames: [String: DirectoryEntity] = [
    "services_at_location": .serviceAtLocation, "service_at_locations": .serviceAtLocation,
    "services_at_locations": .serviceAtLocation, "accessibilities": .accessibility,
    "accessibility_for_disabilities": .accessibility, "metadatas": .metadata,
    "fundings": .funding, "organisations": .organization, "organisation": .organization,
    "organisation_identifiers": .organizationIdentifier, "programmes": .program,
    "service_capacities": .serviceCapacity,
  ]

  static let fieldsByName: [DirectoryEntity: [String: DirectoryField]] = shapes.mapValues {
    Dictionary($0.fields.map { ($0.name, $0) }, uniquingKeysWith: { first, _ in first })
  }

  static let shapes: [DirectoryEntity: Shape] = [
    .organization: Shape(
      plural: "organizations", words: "organisations",
      fields: texts("name!", "alternate_name", "description", "email", "website", "tax_status")
        + texts("tax_id") + [DirectoryField("year_incorporated", .integer)]
        + texts("legal_status", "logo", "uri")
        + [DirectoryField("parent_organization_id", .reference(.organization))],
      children: [
        many("services", .service, "organization_id"), many("funding", .funding, "organization_id"),
        many("contacts", .contact, "organization_id"), many("phones", .phone, "organization_id"),
        many("locations", .location, "organization_id"),
        many("programs", .program, "organization_id"),
        many("organization_identifiers", .organizationIdentifier, "organization_id"),
        many("additional_websites", .url, "organization_id"),
      ] + noted),
    .organizationIdentifier: Shape(
      plural: "organization_identifiers", words: "organisation identifiers",
      fields: [to(.organization)] + texts("identifier_scheme", "identifier_type", "identifier"),
      children: noted),
    .program: Shape(
      plural: "programs", words: "programmes",
      fields: [to(.organization)] + texts("name!", "alternate_name", "description"),
      children: noted),
    .service: Shape(
      plural: "services",
      fields: [to(.organization), to(.program)]
        + texts("name!", "alternate_name", "description", "url", "email")
        + [DirectoryField("status", .choice(AssetStatus.standardWords))]
        + texts("interpretation_services", "application_process", "fees_description", "wait_time")
        + texts("fees", "accreditations", "eligibility_description")
        + [
          DirectoryField("minimum_age", .number), DirectoryField("maximum_age", .number),
          DirectoryField("assured_date", .date),
        ] + texts("assurer_email", "licenses", "alert")
        + [DirectoryField("last_modified", .dateTime)],
      children: [
        one("organization", .organization, "organization_id"),
        one("program", .program, "program_id"),
        many("phones", .phone, "service_id"), many("schedules", .schedule, "service_id"),
        many("service_areas", .serviceArea, "service_id"),
        many("service_at_locations", .serviceAtLocation, "service_id"),
        many("languages", .language, "service_id"), many("funding", .funding, "service_id"),
        many("cost_options", .costOption, "service_id"),
        many("required_documents", .requiredDocument, "service_id"),
        many("contacts", .contact, "service_id"),
        many("additional_urls", .url, "service_id"),
        many("service_capacities", .serviceCapacity, "service_id"),
        many("capacities", .serviceCapacity, "service_id"),
      ] + noted),
    .location: Shape(
      plural: "locations",
      fields: [DirectoryField("location_type", .choice(["physical", "postal", "virtual"]))]
        + texts("url") + [to(.organization)]
        + texts("name", "alternate_name", "description", "transportation")
        + [DirectoryField("latitude", .number), DirectoryField("longitude", .number)]
        + texts("external_identifier", "external_identifier_type"),
      children: [
        many("languages", .language, "location_id"), many("addresses", .address, "location_id"),
        many("contacts", .contact, "location_id"),
        many("accessibility", .accessibility, "location_id"),
        many("phones", .phone, "location_id"), many("schedules", .schedule, "location_id"),
      ] + noted),
    .serviceAtLocation: Shape(
      plural: "service_at_location", words: "services at a location",
      fields: [to(.service), to(.location)] + texts("description"),
      children: [
        one("service", .service, "service_id"), one("location", .location, "location_id"),
        many("contacts", .contact, "service_at_location_id"),
        many("phones", .phone, "service_at_location_id"),
        many("schedules", .schedule, "service_at_location_id"),
        many("service_areas", .serviceArea, "service_at_location_id"),
      ] + noted),
    .address: Shape(
      plural: "addresses",
      fields: [to(.location)]
        + texts("attention", "address_1", "address_2", "city", "region", "state_province")
        + texts("postal_code", "country")
        + [DirectoryField("address_type", .choice(["physical", "postal", "virtual"]))],
      children: noted),
    .contact: Shape(
      plural: "contacts",
      fields: [to(.organization), to(.service), to(.serviceAtLocation), to(.location)]
        + texts("name", "title", "department", "email"),
      children: [many("phones", .phone, "contact_id")] + noted),
    .phone: Shape(
      plural: "phones",
      fields: [
        to(.location), to(.service), to(.organization), to(.contact), to(.serviceAtLocation),
      ]
        // HSDS calls an extension a number; text keeps its leading noughts.
        + texts("number!", "extension", "type", "description"),
      children: [many("languages", .language, "phone_id")] + noted),
    .schedule: Shape(
      plural: "schedules",
      fields: [to(.service), to(.location), to(.serviceAtLocation)]
        + dates("valid_from", "valid_to", "dtstart")
        + [DirectoryField("timezone", .number)] + dates("until")
        + [
          DirectoryField("count", .integer), DirectoryField("wkst", .choice(weekdays)),
          DirectoryField("freq", .choice(["WEEKLY", "MONTHLY"])),
          DirectoryField("interval", .integer),
        ] + texts("byday", "byweekno", "bymonthday", "byyearday", "description")
        + [DirectoryField("opens_at", .time), DirectoryField("closes_at", .time)]
        + texts("schedule_link", "attending_type", "notes"),
      children: noted),
    .costOption: Shape(
      plural: "cost_options",
      fields: [to(.service)] + dates("valid_from", "valid_to") + texts("option", "currency")
        + [DirectoryField("amount", .number)] + texts("amount_description"),
      children: noted),
    .serviceArea: Shape(
      // ORUK adds `service_area`; HSDS 3.1 adds `service_at_location_id`.
      plural: "service_areas",
      fields: [to(.service), to(.serviceAtLocation)]
        + texts("name", "description", "extent", "extent_type", "uri", "service_area"),
      children: noted),
    .accessibility: Shape(
      // ORUK adds `accessibility`.
      plural: "accessibility", words: "accessibility notes",
      fields: [to(.location)] + texts("description", "details", "url", "accessibility"),
      children: noted),
    .language: Shape(
      plural: "languages",
      fields: [to(.service), to(.location), to(.phone)] + texts("name", "code", "note"),
      children: noted),
    .funding: Shape(
      plural: "funding", words: "funding sources",
      fields: [to(.organization), to(.service)] + texts("source"), children: noted),
    .requiredDocument: Shape(
      plural: "required_documents",
      fields: [to(.service)] + texts("document", "uri"), children: noted),
    .taxonomy: Shape(
      plural: "taxonomies", fields: texts("name!", "description", "uri", "version"),
      children: [many("taxonomy_terms", .taxonomyTerm, "taxonomy_id")] + noted),
    .taxonomyTerm: Shape(
      // ORUK adds `term`.
      plural: "taxonomy_terms",
      fields: texts("code", "name", "description")
        + [DirectoryField("parent_id", .reference(.taxonomyTerm))]
        + texts("taxonomy", "language")
        + [to(.taxonomy)] + texts("term_uri", "term"),
      children: [one("taxonomy_detail", .taxonomy, "taxonomy_id")] + noted),
    .attribute: Shape(
      plural: "attributes",
      fields: [DirectoryField("link_id", .anyReference), to(.taxonomyTerm)]
        + texts("link_type", "link_entity", "value", "label") + ours("nested_in"),
      children: [one("taxonomy_term", .taxonomyTerm, "taxonomy_term_id")] + noted.suffix(1)),
    .metadata: Shape(
      plural: "metadata", words: "metadata entries",
      fields: [DirectoryField("resource_id", .anyReference)]
        + texts("resource_type", "last_action_date", "last_action_type", "field_name")
        + texts("previous_value", "replacement_value", "updated_by") + ours("nested_in")),
    .metaTableDescription: Shape(
      plural: "meta_table_descriptions", words: "table descriptions",
      fields: texts("name", "language", "character_set")),
    .url: Shape(
      plural: "urls", words: "web addresses",
      fields: texts("label", "url") + [to(.organization), to(.service)], children: noted),
    .unit: Shape(
      plural: "units", fields: texts("name!", "scheme", "identifier", "uri"), children: noted),
    .serviceCapacity: Shape(
      plural: "service_capacity", words: "service capacities",
      fields: [to(.service), to(.unit), DirectoryField("available", .number)]
        + [DirectoryField("maximum", .number)] + texts("description")
        + [DirectoryField("updated", .dateTime)],
      children: [one("unit", .unit, "unit_id")] + noted),
    .nesting: Shape(
      plural: "nestings", words: "shared records",
      fields: ours("child_entity", "child_id", "field", "parent_entity", "parent_id")),
  ]

  private static let weekdays = ["MO", "TU", "WE", "TH", "FR", "SA", "SU"]

  /// What may stand inside nearly everything.
  private static let noted = [
    many("attributes", .attribute, "link_id"), many("metadata", .metadata, "resource_id"),
  ]

  /// Text fields; one that ends in "!" is required.
  private static func texts(_ names: String...) -> [DirectoryField] {
    names.map { DirectoryField($0.replacing("!", with: ""), required: $0.hasSuffix("!")) }
  }

  private static func dates(_ names: String...) -> [DirectoryField] {
    names.map { DirectoryField($0, .date) }
  }

  private static func ours(_ names: String...) -> [DirectoryField] {
    names.map { DirectoryField($0, ours: true) }
  }

  private static func to(_ entity: DirectoryEntity) -> DirectoryField {
    DirectoryField("\(entity.rawValue)_id", .reference(entity))
  }

  private static func many(_ key: String, _ entity: DirectoryEntity, _ field: String)
    -> DirectoryChild
  {
    DirectoryChild(key: key, entity: entity, isMany: true, field: field)
  }

  private static func one(_ key: String, _ entity: DirectoryEntity, _ field: String)
    -> DirectoryChild
  {
    DirectoryChild(key: key, entity: entity, isMany: false, field: field)
  }
}

extension AssetStatus {
  /// The four words of the standard.
  static let standardWords = allCases.filter { $0 != .unknown }.map(\.rawValue)
}
