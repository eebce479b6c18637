#!/bin/bash
# run_tests.sh [all|unit|integration|system]: the projects of the test suite by the names that the predecessor used.
set -euo pipefail
cd "$(dirname "$0")/.."

projects() { exec npm test --silent -- "${@/#/--project=}"; }

case "${1:-all}" in
  all) npm test --silent && exec npm run --silent test:container ;;
  unit) projects architecture unit ;;
  integration) exec npm run --silent test:container ;;
  system) projects system browser ;;
  *)
    echo "usage: $0 [all|unit|integration|system]" >&2
    exit 2
    ;;
esac
