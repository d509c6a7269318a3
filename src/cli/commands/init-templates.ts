/** What `kubeplan init` writes. */
export const CONFIGURATION = `# yaml-language-server: $schema=./node_modules/kubeplan/schemas/config.schema.json
# The configuration of kubeplan. It is found upward from the input; \`kubeplan rules\` lists the rules,
# \`kubeplan explain RULE\` says why a rule exists and how to mend what it finds.

# Where to start from: recommended, strict, security, minimal, or what kube-linter, kube-score or polaris check by default.
extends: [recommended]

# Severities: error fails a run, warning and info inform, off is off.
rules: {}
#  readiness-probe: error
#  cpu-limits-set: off

# Rules that nobody may ignore.
# locked: [no-privileged-container]

# Looking away, with a reason and optionally an end date.
# ignore:
#   - rule: no-default-namespace
#     file: examples/**
#     reason: examples are read, not applied
#     until: 2027-01-31
`;

export const PRE_COMMIT = `repos:
  - repo: local
    hooks:
      - id: kubeplan
        name: kubeplan check
        language: node
        additional_dependencies: [kubeplan]
        entry: kubeplan check
        types: [yaml]
`;

export const CI_WORKFLOW = `name: kubeplan
on: pull_request
permissions:
  contents: read
jobs:
  check:
    runs-on: ubuntu-latest
    steps:
      - uses: actions/checkout@v4
        with:
          fetch-depth: 0
      - uses: actions/setup-node@v4
        with:
          node-version: 22
      - run: npx kubeplan check k8s/ --against git:origin/\${{ github.base_ref }} --format text --format markdown=kubeplan.md --format github=annotations.txt
      - if: always()
        run: cat annotations.txt && cat kubeplan.md >> "$GITHUB_STEP_SUMMARY"
`;
