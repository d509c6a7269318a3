// Made by `npm run generate` from a JSON Schema. Do not edit.
var __getOwnPropNames = Object.getOwnPropertyNames;
var __commonJS = (cb, mod) => function __require() {
  try {
    return mod || (0, cb[__getOwnPropNames(cb)[0]])((mod = { exports: {} }).exports, mod), mod.exports;
  } catch (e) {
    throw mod = 0, e;
  }
};

// node_modules/ajv/dist/runtime/ucs2length.js
var require_ucs2length = __commonJS({
  "node_modules/ajv/dist/runtime/ucs2length.js"(exports) {
    "use strict";
    Object.defineProperty(exports, "__esModule", { value: true });
    function ucs2length(str) {
      const len = str.length;
      let length = 0;
      let pos = 0;
      let value;
      while (pos < len) {
        length++;
        value = str.charCodeAt(pos++);
        if (value >= 55296 && value <= 56319 && pos < len) {
          value = str.charCodeAt(pos);
          if ((value & 64512) === 56320)
            pos++;
        }
      }
      return length;
    }
    exports.default = ucs2length;
    ucs2length.code = 'require("ajv/dist/runtime/ucs2length").default';
  }
});

// <stdin>
var validate = validate10;
var stdin_default = validate10;
var schema11 = { "type": "object", "additionalProperties": false, "properties": { "$schema": { "type": "string" }, "extends": { "type": ["string", "array"], "items": { "type": "string" }, "description": "Where to start from, the later ones on top: presets (recommended, strict, security, minimal, kube-linter, kube-score, polaris, all, none), files and npm packages." }, "rules": { "type": "object", "additionalProperties": { "description": "A severity, off, or a map with the severity and options of the rule.", "anyOf": [{ "enum": ["error", "warning", "info", "off", false] }, { "type": "object", "properties": { "severity": { "enum": ["error", "warning", "info", "off", false] } } }] }, "description": "Severities and options by rule." }, "overrides": { "description": "Other settings for some objects; the later ones win.", "type": "array", "items": { "type": "object", "additionalProperties": false, "required": ["rules"], "properties": { "kind": { "type": ["string", "array"], "items": { "type": "string" }, "description": "Kinds, with or without their group: Deployment, argoproj.io/Rollout." }, "name": { "type": ["string", "array"], "items": { "type": "string" }, "description": "Names; * stands for any text." }, "namespace": { "type": ["string", "array"], "items": { "type": "string" }, "description": "Namespaces; * stands for any text." }, "file": { "type": ["string", "array"], "items": { "type": "string" }, "description": "Globs of files: charts/**, *.dev.yaml." }, "labels": { "type": "object", "additionalProperties": { "type": "string" }, "description": "Labels that the object must have." }, "rules": { "type": "object", "additionalProperties": { "description": "A severity, off, or a map with the severity and options of the rule.", "anyOf": [{ "enum": ["error", "warning", "info", "off", false] }, { "type": "object", "properties": { "severity": { "enum": ["error", "warning", "info", "off", false] } } }] } } } } }, "ignore": { "description": "What to look away from, with a reason and optionally a last day.", "type": "array", "items": { "type": "object", "additionalProperties": false, "required": ["rule"], "properties": { "rule": { "type": ["string", "array"], "items": { "type": "string" }, "description": "Rules; * is every rule." }, "kind": { "type": ["string", "array"], "items": { "type": "string" }, "description": "Kinds, with or without their group: Deployment, argoproj.io/Rollout." }, "name": { "type": ["string", "array"], "items": { "type": "string" }, "description": "Names; * stands for any text." }, "namespace": { "type": ["string", "array"], "items": { "type": "string" }, "description": "Namespaces; * stands for any text." }, "file": { "type": ["string", "array"], "items": { "type": "string" }, "description": "Globs of files: charts/**, *.dev.yaml." }, "labels": { "type": "object", "additionalProperties": { "type": "string" }, "description": "Labels that the object must have." }, "container": { "type": ["string", "array"], "items": { "type": "string" }, "description": "Names of containers; * stands for any text." }, "path": { "type": ["string", "array"], "items": { "type": "string" }, "description": "Field paths; what lies below them is meant too: spec.template.spec.volumes." }, "reason": { "type": "string" }, "until": { "type": "string", "pattern": "^\\d{4}-\\d{2}-\\d{2}$", "description": "The last day on which it counts, YYYY-MM-DD." } } } }, "locked": { "type": "array", "items": { "type": "string" }, "description": "Rules that nothing may switch off or ignore." }, "requireReason": { "type": "boolean", "description": "Whether an ignore without a reason is an error." }, "peerAnnotations": { "type": "boolean", "description": "Whether the ignore annotations of kube-linter, kube-score, polaris and checkov and what Trivy ignores count (default true)." }, "external": { "description": "Objects that exist though they are not in the input.", "type": "array", "items": { "type": "object", "additionalProperties": false, "required": ["kind"], "properties": { "kind": { "type": "string" }, "name": { "type": "string" }, "namespace": { "type": "string" } } } }, "workloads": { "description": "Custom kinds with a pod template: kind is group/Kind, template the path of the template.", "type": "array", "items": { "type": "object", "additionalProperties": false, "required": ["kind", "template"], "properties": { "kind": { "type": "string", "pattern": "^[^/]+/[^/]+$" }, "template": { "type": "string" } } } }, "custom": { "description": "Rules of your own in CEL: an object for which the expression is false is flagged.", "type": "array", "items": { "type": "object", "additionalProperties": false, "required": ["id", "message", "expression"], "properties": { "id": { "type": "string", "pattern": "^[a-z][a-z0-9]*(?:-[a-z0-9]+)*$" }, "message": { "type": "string", "minLength": 1 }, "severity": { "enum": ["error", "warning", "info"] }, "kinds": { "type": "array", "items": { "type": "string" } }, "expression": { "type": "string", "minLength": 1 }, "path": { "type": "string" } } } }, "plugins": { "type": "array", "items": { "type": "string" }, "description": "Files and npm packages with rules made by defineRule." }, "baseline": { "type": "string", "description": "The file of known findings that are not reported." } } };
var func2 = Object.prototype.hasOwnProperty;
var func4 = require_ucs2length().default;
var pattern0 = new RegExp("^\\d{4}-\\d{2}-\\d{2}$", "u");
var pattern1 = new RegExp("^[^/]+/[^/]+$", "u");
var pattern2 = new RegExp("^[a-z][a-z0-9]*(?:-[a-z0-9]+)*$", "u");
function validate10(data, { instancePath = "", parentData, parentDataProperty, rootData = data } = {}) {
  let vErrors = null;
  let errors = 0;
  if (data && typeof data == "object" && !Array.isArray(data)) {
    for (const key0 in data) {
      if (!func2.call(schema11.properties, key0)) {
        const err0 = { instancePath, schemaPath: "#/additionalProperties", keyword: "additionalProperties", params: { additionalProperty: key0 }, message: "must NOT have additional properties" };
        if (vErrors === null) {
          vErrors = [err0];
        } else {
          vErrors.push(err0);
        }
        errors++;
      }
    }
    if (data.$schema !== void 0) {
      if (typeof data.$schema !== "string") {
        const err1 = { instancePath: instancePath + "/$schema", schemaPath: "#/properties/%24schema/type", keyword: "type", params: { type: "string" }, message: "must be string" };
        if (vErrors === null) {
          vErrors = [err1];
        } else {
          vErrors.push(err1);
        }
        errors++;
      }
    }
    if (data.extends !== void 0) {
      let data1 = data.extends;
      if (typeof data1 !== "string" && !Array.isArray(data1)) {
        const err2 = { instancePath: instancePath + "/extends", schemaPath: "#/properties/extends/type", keyword: "type", params: { type: schema11.properties.extends.type }, message: "must be string,array" };
        if (vErrors === null) {
          vErrors = [err2];
        } else {
          vErrors.push(err2);
        }
        errors++;
      }
      if (Array.isArray(data1)) {
        const len0 = data1.length;
        for (let i0 = 0; i0 < len0; i0++) {
          if (typeof data1[i0] !== "string") {
            const err3 = { instancePath: instancePath + "/extends/" + i0, schemaPath: "#/properties/extends/items/type", keyword: "type", params: { type: "string" }, message: "must be string" };
            if (vErrors === null) {
              vErrors = [err3];
            } else {
              vErrors.push(err3);
            }
            errors++;
          }
        }
      }
    }
    if (data.rules !== void 0) {
      let data3 = data.rules;
      if (data3 && typeof data3 == "object" && !Array.isArray(data3)) {
        for (const key1 in data3) {
          let data4 = data3[key1];
          const _errs12 = errors;
          let valid4 = false;
          const _errs13 = errors;
          if (!(data4 === "error" || data4 === "warning" || data4 === "info" || data4 === "off" || data4 === false)) {
            const err4 = { instancePath: instancePath + "/rules/" + key1.replace(/~/g, "~0").replace(/\//g, "~1"), schemaPath: "#/properties/rules/additionalProperties/anyOf/0/enum", keyword: "enum", params: { allowedValues: schema11.properties.rules.additionalProperties.anyOf[0].enum }, message: "must be equal to one of the allowed values" };
            if (vErrors === null) {
              vErrors = [err4];
            } else {
              vErrors.push(err4);
            }
            errors++;
          }
          var _valid0 = _errs13 === errors;
          valid4 = valid4 || _valid0;
          if (!valid4) {
            const _errs14 = errors;
            if (data4 && typeof data4 == "object" && !Array.isArray(data4)) {
              if (data4.severity !== void 0) {
                let data5 = data4.severity;
                if (!(data5 === "error" || data5 === "warning" || data5 === "info" || data5 === "off" || data5 === false)) {
                  const err5 = { instancePath: instancePath + "/rules/" + key1.replace(/~/g, "~0").replace(/\//g, "~1") + "/severity", schemaPath: "#/properties/rules/additionalProperties/anyOf/1/properties/severity/enum", keyword: "enum", params: { allowedValues: schema11.properties.rules.additionalProperties.anyOf[1].properties.severity.enum }, message: "must be equal to one of the allowed values" };
                  if (vErrors === null) {
                    vErrors = [err5];
                  } else {
                    vErrors.push(err5);
                  }
                  errors++;
                }
              }
            } else {
              const err6 = { instancePath: instancePath + "/rules/" + key1.replace(/~/g, "~0").replace(/\//g, "~1"), schemaPath: "#/properties/rules/additionalProperties/anyOf/1/type", keyword: "type", params: { type: "object" }, message: "must be object" };
              if (vErrors === null) {
                vErrors = [err6];
              } else {
                vErrors.push(err6);
              }
              errors++;
            }
            var _valid0 = _errs14 === errors;
            valid4 = valid4 || _valid0;
          }
          if (!valid4) {
            const err7 = { instancePath: instancePath + "/rules/" + key1.replace(/~/g, "~0").replace(/\//g, "~1"), schemaPath: "#/properties/rules/additionalProperties/anyOf", keyword: "anyOf", params: {}, message: "must match a schema in anyOf" };
            if (vErrors === null) {
              vErrors = [err7];
            } else {
              vErrors.push(err7);
            }
            errors++;
          } else {
            errors = _errs12;
            if (vErrors !== null) {
              if (_errs12) {
                vErrors.length = _errs12;
              } else {
                vErrors = null;
              }
            }
          }
        }
      } else {
        const err8 = { instancePath: instancePath + "/rules", schemaPath: "#/properties/rules/type", keyword: "type", params: { type: "object" }, message: "must be object" };
        if (vErrors === null) {
          vErrors = [err8];
        } else {
          vErrors.push(err8);
        }
        errors++;
      }
    }
    if (data.overrides !== void 0) {
      let data6 = data.overrides;
      if (Array.isArray(data6)) {
        const len1 = data6.length;
        for (let i1 = 0; i1 < len1; i1++) {
          let data7 = data6[i1];
          if (data7 && typeof data7 == "object" && !Array.isArray(data7)) {
            if (data7.rules === void 0) {
              const err9 = { instancePath: instancePath + "/overrides/" + i1, schemaPath: "#/properties/overrides/items/required", keyword: "required", params: { missingProperty: "rules" }, message: "must have required property 'rules'" };
              if (vErrors === null) {
                vErrors = [err9];
              } else {
                vErrors.push(err9);
              }
              errors++;
            }
            for (const key2 in data7) {
              if (!(key2 === "kind" || key2 === "name" || key2 === "namespace" || key2 === "file" || key2 === "labels" || key2 === "rules")) {
                const err10 = { instancePath: instancePath + "/overrides/" + i1, schemaPath: "#/properties/overrides/items/additionalProperties", keyword: "additionalProperties", params: { additionalProperty: key2 }, message: "must NOT have additional properties" };
                if (vErrors === null) {
                  vErrors = [err10];
                } else {
                  vErrors.push(err10);
                }
                errors++;
              }
            }
            if (data7.kind !== void 0) {
              let data8 = data7.kind;
              if (typeof data8 !== "string" && !Array.isArray(data8)) {
                const err11 = { instancePath: instancePath + "/overrides/" + i1 + "/kind", schemaPath: "#/properties/overrides/items/properties/kind/type", keyword: "type", params: { type: schema11.properties.overrides.items.properties.kind.type }, message: "must be string,array" };
                if (vErrors === null) {
                  vErrors = [err11];
                } else {
                  vErrors.push(err11);
                }
                errors++;
              }
              if (Array.isArray(data8)) {
                const len2 = data8.length;
                for (let i2 = 0; i2 < len2; i2++) {
                  if (typeof data8[i2] !== "string") {
                    const err12 = { instancePath: instancePath + "/overrides/" + i1 + "/kind/" + i2, schemaPath: "#/properties/overrides/items/properties/kind/items/type", keyword: "type", params: { type: "string" }, message: "must be string" };
                    if (vErrors === null) {
                      vErrors = [err12];
                    } else {
                      vErrors.push(err12);
                    }
                    errors++;
                  }
                }
              }
            }
            if (data7.name !== void 0) {
              let data10 = data7.name;
              if (typeof data10 !== "string" && !Array.isArray(data10)) {
                const err13 = { instancePath: instancePath + "/overrides/" + i1 + "/name", schemaPath: "#/properties/overrides/items/properties/name/type", keyword: "type", params: { type: schema11.properties.overrides.items.properties.name.type }, message: "must be string,array" };
                if (vErrors === null) {
                  vErrors = [err13];
                } else {
                  vErrors.push(err13);
                }
                errors++;
              }
              if (Array.isArray(data10)) {
                const len3 = data10.length;
                for (let i3 = 0; i3 < len3; i3++) {
                  if (typeof data10[i3] !== "string") {
                    const err14 = { instancePath: instancePath + "/overrides/" + i1 + "/name/" + i3, schemaPath: "#/properties/overrides/items/properties/name/items/type", keyword: "type", params: { type: "string" }, message: "must be string" };
                    if (vErrors === null) {
                      vErrors = [err14];
                    } else {
                      vErrors.push(err14);
                    }
                    errors++;
                  }
                }
              }
            }
            if (data7.namespace !== void 0) {
              let data12 = data7.namespace;
              if (typeof data12 !== "string" && !Array.isArray(data12)) {
                const err15 = { instancePath: instancePath + "/overrides/" + i1 + "/namespace", schemaPath: "#/properties/overrides/items/properties/namespace/type", keyword: "type", params: { type: schema11.properties.overrides.items.properties.namespace.type }, message: "must be string,array" };
                if (vErrors === null) {
                  vErrors = [err15];
                } else {
                  vErrors.push(err15);
                }
                errors++;
              }
              if (Array.isArray(data12)) {
                const len4 = data12.length;
                for (let i4 = 0; i4 < len4; i4++) {
                  if (typeof data12[i4] !== "string") {
                    const err16 = { instancePath: instancePath + "/overrides/" + i1 + "/namespace/" + i4, schemaPath: "#/properties/overrides/items/properties/namespace/items/type", keyword: "type", params: { type: "string" }, message: "must be string" };
                    if (vErrors === null) {
                      vErrors = [err16];
                    } else {
                      vErrors.push(err16);
                    }
                    errors++;
                  }
                }
              }
            }
            if (data7.file !== void 0) {
              let data14 = data7.file;
              if (typeof data14 !== "string" && !Array.isArray(data14)) {
                const err17 = { instancePath: instancePath + "/overrides/" + i1 + "/file", schemaPath: "#/properties/overrides/items/properties/file/type", keyword: "type", params: { type: schema11.properties.overrides.items.properties.file.type }, message: "must be string,array" };
                if (vErrors === null) {
                  vErrors = [err17];
                } else {
                  vErrors.push(err17);
                }
                errors++;
              }
              if (Array.isArray(data14)) {
                const len5 = data14.length;
                for (let i5 = 0; i5 < len5; i5++) {
                  if (typeof data14[i5] !== "string") {
                    const err18 = { instancePath: instancePath + "/overrides/" + i1 + "/file/" + i5, schemaPath: "#/properties/overrides/items/properties/file/items/type", keyword: "type", params: { type: "string" }, message: "must be string" };
                    if (vErrors === null) {
                      vErrors = [err18];
                    } else {
                      vErrors.push(err18);
                    }
                    errors++;
                  }
                }
              }
            }
            if (data7.labels !== void 0) {
              let data16 = data7.labels;
              if (data16 && typeof data16 == "object" && !Array.isArray(data16)) {
                for (const key3 in data16) {
                  if (typeof data16[key3] !== "string") {
                    const err19 = { instancePath: instancePath + "/overrides/" + i1 + "/labels/" + key3.replace(/~/g, "~0").replace(/\//g, "~1"), schemaPath: "#/properties/overrides/items/properties/labels/additionalProperties/type", keyword: "type", params: { type: "string" }, message: "must be string" };
                    if (vErrors === null) {
                      vErrors = [err19];
                    } else {
                      vErrors.push(err19);
                    }
                    errors++;
                  }
                }
              } else {
                const err20 = { instancePath: instancePath + "/overrides/" + i1 + "/labels", schemaPath: "#/properties/overrides/items/properties/labels/type", keyword: "type", params: { type: "object" }, message: "must be object" };
                if (vErrors === null) {
                  vErrors = [err20];
                } else {
                  vErrors.push(err20);
                }
                errors++;
              }
            }
            if (data7.rules !== void 0) {
              let data18 = data7.rules;
              if (data18 && typeof data18 == "object" && !Array.isArray(data18)) {
                for (const key4 in data18) {
                  let data19 = data18[key4];
                  const _errs47 = errors;
                  let valid19 = false;
                  const _errs48 = errors;
                  if (!(data19 === "error" || data19 === "warning" || data19 === "info" || data19 === "off" || data19 === false)) {
                    const err21 = { instancePath: instancePath + "/overrides/" + i1 + "/rules/" + key4.replace(/~/g, "~0").replace(/\//g, "~1"), schemaPath: "#/properties/overrides/items/properties/rules/additionalProperties/anyOf/0/enum", keyword: "enum", params: { allowedValues: schema11.properties.overrides.items.properties.rules.additionalProperties.anyOf[0].enum }, message: "must be equal to one of the allowed values" };
                    if (vErrors === null) {
                      vErrors = [err21];
                    } else {
                      vErrors.push(err21);
                    }
                    errors++;
                  }
                  var _valid1 = _errs48 === errors;
                  valid19 = valid19 || _valid1;
                  if (!valid19) {
                    const _errs49 = errors;
                    if (data19 && typeof data19 == "object" && !Array.isArray(data19)) {
                      if (data19.severity !== void 0) {
                        let data20 = data19.severity;
                        if (!(data20 === "error" || data20 === "warning" || data20 === "info" || data20 === "off" || data20 === false)) {
                          const err22 = { instancePath: instancePath + "/overrides/" + i1 + "/rules/" + key4.replace(/~/g, "~0").replace(/\//g, "~1") + "/severity", schemaPath: "#/properties/overrides/items/properties/rules/additionalProperties/anyOf/1/properties/severity/enum", keyword: "enum", params: { allowedValues: schema11.properties.overrides.items.properties.rules.additionalProperties.anyOf[1].properties.severity.enum }, message: "must be equal to one of the allowed values" };
                          if (vErrors === null) {
                            vErrors = [err22];
                          } else {
                            vErrors.push(err22);
                          }
                          errors++;
                        }
                      }
                    } else {
                      const err23 = { instancePath: instancePath + "/overrides/" + i1 + "/rules/" + key4.replace(/~/g, "~0").replace(/\//g, "~1"), schemaPath: "#/properties/overrides/items/properties/rules/additionalProperties/anyOf/1/type", keyword: "type", params: { type: "object" }, message: "must be object" };
                      if (vErrors === null) {
                        vErrors = [err23];
                      } else {
                        vErrors.push(err23);
                      }
                      errors++;
                    }
                    var _valid1 = _errs49 === errors;
                    valid19 = valid19 || _valid1;
                  }
                  if (!valid19) {
                    const err24 = { instancePath: instancePath + "/overrides/" + i1 + "/rules/" + key4.replace(/~/g, "~0").replace(/\//g, "~1"), schemaPath: "#/properties/overrides/items/properties/rules/additionalProperties/anyOf", keyword: "anyOf", params: {}, message: "must match a schema in anyOf" };
                    if (vErrors === null) {
                      vErrors = [err24];
                    } else {
                      vErrors.push(err24);
                    }
                    errors++;
                  } else {
                    errors = _errs47;
                    if (vErrors !== null) {
                      if (_errs47) {
                        vErrors.length = _errs47;
                      } else {
                        vErrors = null;
                      }
                    }
                  }
                }
              } else {
                const err25 = { instancePath: instancePath + "/overrides/" + i1 + "/rules", schemaPath: "#/properties/overrides/items/properties/rules/type", keyword: "type", params: { type: "object" }, message: "must be object" };
                if (vErrors === null) {
                  vErrors = [err25];
                } else {
                  vErrors.push(err25);
                }
                errors++;
              }
            }
          } else {
            const err26 = { instancePath: instancePath + "/overrides/" + i1, schemaPath: "#/properties/overrides/items/type", keyword: "type", params: { type: "object" }, message: "must be object" };
            if (vErrors === null) {
              vErrors = [err26];
            } else {
              vErrors.push(err26);
            }
            errors++;
          }
        }
      } else {
        const err27 = { instancePath: instancePath + "/overrides", schemaPath: "#/properties/overrides/type", keyword: "type", params: { type: "array" }, message: "must be array" };
        if (vErrors === null) {
          vErrors = [err27];
        } else {
          vErrors.push(err27);
        }
        errors++;
      }
    }
    if (data.ignore !== void 0) {
      let data21 = data.ignore;
      if (Array.isArray(data21)) {
        const len6 = data21.length;
        for (let i6 = 0; i6 < len6; i6++) {
          let data22 = data21[i6];
          if (data22 && typeof data22 == "object" && !Array.isArray(data22)) {
            if (data22.rule === void 0) {
              const err28 = { instancePath: instancePath + "/ignore/" + i6, schemaPath: "#/properties/ignore/items/required", keyword: "required", params: { missingProperty: "rule" }, message: "must have required property 'rule'" };
              if (vErrors === null) {
                vErrors = [err28];
              } else {
                vErrors.push(err28);
              }
              errors++;
            }
            for (const key5 in data22) {
              if (!func2.call(schema11.properties.ignore.items.properties, key5)) {
                const err29 = { instancePath: instancePath + "/ignore/" + i6, schemaPath: "#/properties/ignore/items/additionalProperties", keyword: "additionalProperties", params: { additionalProperty: key5 }, message: "must NOT have additional properties" };
                if (vErrors === null) {
                  vErrors = [err29];
                } else {
                  vErrors.push(err29);
                }
                errors++;
              }
            }
            if (data22.rule !== void 0) {
              let data23 = data22.rule;
              if (typeof data23 !== "string" && !Array.isArray(data23)) {
                const err30 = { instancePath: instancePath + "/ignore/" + i6 + "/rule", schemaPath: "#/properties/ignore/items/properties/rule/type", keyword: "type", params: { type: schema11.properties.ignore.items.properties.rule.type }, message: "must be string,array" };
                if (vErrors === null) {
                  vErrors = [err30];
                } else {
                  vErrors.push(err30);
                }
                errors++;
              }
              if (Array.isArray(data23)) {
                const len7 = data23.length;
                for (let i7 = 0; i7 < len7; i7++) {
                  if (typeof data23[i7] !== "string") {
                    const err31 = { instancePath: instancePath + "/ignore/" + i6 + "/rule/" + i7, schemaPath: "#/properties/ignore/items/properties/rule/items/type", keyword: "type", params: { type: "string" }, message: "must be string" };
                    if (vErrors === null) {
                      vErrors = [err31];
                    } else {
                      vErrors.push(err31);
                    }
                    errors++;
                  }
                }
              }
            }
            if (data22.kind !== void 0) {
              let data25 = data22.kind;
              if (typeof data25 !== "string" && !Array.isArray(data25)) {
                const err32 = { instancePath: instancePath + "/ignore/" + i6 + "/kind", schemaPath: "#/properties/ignore/items/properties/kind/type", keyword: "type", params: { type: schema11.properties.ignore.items.properties.kind.type }, message: "must be string,array" };
                if (vErrors === null) {
                  vErrors = [err32];
                } else {
                  vErrors.push(err32);
                }
                errors++;
              }
              if (Array.isArray(data25)) {
                const len8 = data25.length;
                for (let i8 = 0; i8 < len8; i8++) {
                  if (typeof data25[i8] !== "string") {
                    const err33 = { instancePath: instancePath + "/ignore/" + i6 + "/kind/" + i8, schemaPath: "#/properties/ignore/items/properties/kind/items/type", keyword: "type", params: { type: "string" }, message: "must be string" };
                    if (vErrors === null) {
                      vErrors = [err33];
                    } else {
                      vErrors.push(err33);
                    }
                    errors++;
                  }
                }
              }
            }
            if (data22.name !== void 0) {
              let data27 = data22.name;
              if (typeof data27 !== "string" && !Array.isArray(data27)) {
                const err34 = { instancePath: instancePath + "/ignore/" + i6 + "/name", schemaPath: "#/properties/ignore/items/properties/name/type", keyword: "type", params: { type: schema11.properties.ignore.items.properties.name.type }, message: "must be string,array" };
                if (vErrors === null) {
                  vErrors = [err34];
                } else {
                  vErrors.push(err34);
                }
                errors++;
              }
              if (Array.isArray(data27)) {
                const len9 = data27.length;
                for (let i9 = 0; i9 < len9; i9++) {
                  if (typeof data27[i9] !== "string") {
                    const err35 = { instancePath: instancePath + "/ignore/" + i6 + "/name/" + i9, schemaPath: "#/properties/ignore/items/properties/name/items/type", keyword: "type", params: { type: "string" }, message: "must be string" };
                    if (vErrors === null) {
                      vErrors = [err35];
                    } else {
                      vErrors.push(err35);
                    }
                    errors++;
                  }
                }
              }
            }
            if (data22.namespace !== void 0) {
              let data29 = data22.namespace;
              if (typeof data29 !== "string" && !Array.isArray(data29)) {
                const err36 = { instancePath: instancePath + "/ignore/" + i6 + "/namespace", schemaPath: "#/properties/ignore/items/properties/namespace/type", keyword: "type", params: { type: schema11.properties.ignore.items.properties.namespace.type }, message: "must be string,array" };
                if (vErrors === null) {
                  vErrors = [err36];
                } else {
                  vErrors.push(err36);
                }
                errors++;
              }
              if (Array.isArray(data29)) {
                const len10 = data29.length;
                for (let i10 = 0; i10 < len10; i10++) {
                  if (typeof data29[i10] !== "string") {
                    const err37 = { instancePath: instancePath + "/ignore/" + i6 + "/namespace/" + i10, schemaPath: "#/properties/ignore/items/properties/namespace/items/type", keyword: "type", params: { type: "string" }, message: "must be string" };
                    if (vErrors === null) {
                      vErrors = [err37];
                    } else {
                      vErrors.push(err37);
                    }
                    errors++;
                  }
                }
              }
            }
            if (data22.file !== void 0) {
              let data31 = data22.file;
              if (typeof data31 !== "string" && !Array.isArray(data31)) {
                const err38 = { instancePath: instancePath + "/ignore/" + i6 + "/file", schemaPath: "#/properties/ignore/items/properties/file/type", keyword: "type", params: { type: schema11.properties.ignore.items.properties.file.type }, message: "must be string,array" };
                if (vErrors === null) {
                  vErrors = [err38];
                } else {
                  vErrors.push(err38);
                }
                errors++;
              }
              if (Array.isArray(data31)) {
                const len11 = data31.length;
                for (let i11 = 0; i11 < len11; i11++) {
                  if (typeof data31[i11] !== "string") {
                    const err39 = { instancePath: instancePath + "/ignore/" + i6 + "/file/" + i11, schemaPath: "#/properties/ignore/items/properties/file/items/type", keyword: "type", params: { type: "string" }, message: "must be string" };
                    if (vErrors === null) {
                      vErrors = [err39];
                    } else {
                      vErrors.push(err39);
                    }
                    errors++;
                  }
                }
              }
            }
            if (data22.labels !== void 0) {
              let data33 = data22.labels;
              if (data33 && typeof data33 == "object" && !Array.isArray(data33)) {
                for (const key6 in data33) {
                  if (typeof data33[key6] !== "string") {
                    const err40 = { instancePath: instancePath + "/ignore/" + i6 + "/labels/" + key6.replace(/~/g, "~0").replace(/\//g, "~1"), schemaPath: "#/properties/ignore/items/properties/labels/additionalProperties/type", keyword: "type", params: { type: "string" }, message: "must be string" };
                    if (vErrors === null) {
                      vErrors = [err40];
                    } else {
                      vErrors.push(err40);
                    }
                    errors++;
                  }
                }
              } else {
                const err41 = { instancePath: instancePath + "/ignore/" + i6 + "/labels", schemaPath: "#/properties/ignore/items/properties/labels/type", keyword: "type", params: { type: "object" }, message: "must be object" };
                if (vErrors === null) {
                  vErrors = [err41];
                } else {
                  vErrors.push(err41);
                }
                errors++;
              }
            }
            if (data22.container !== void 0) {
              let data35 = data22.container;
              if (typeof data35 !== "string" && !Array.isArray(data35)) {
                const err42 = { instancePath: instancePath + "/ignore/" + i6 + "/container", schemaPath: "#/properties/ignore/items/properties/container/type", keyword: "type", params: { type: schema11.properties.ignore.items.properties.container.type }, message: "must be string,array" };
                if (vErrors === null) {
                  vErrors = [err42];
                } else {
                  vErrors.push(err42);
                }
                errors++;
              }
              if (Array.isArray(data35)) {
                const len12 = data35.length;
                for (let i12 = 0; i12 < len12; i12++) {
                  if (typeof data35[i12] !== "string") {
                    const err43 = { instancePath: instancePath + "/ignore/" + i6 + "/container/" + i12, schemaPath: "#/properties/ignore/items/properties/container/items/type", keyword: "type", params: { type: "string" }, message: "must be string" };
                    if (vErrors === null) {
                      vErrors = [err43];
                    } else {
                      vErrors.push(err43);
                    }
                    errors++;
                  }
                }
              }
            }
            if (data22.path !== void 0) {
              let data37 = data22.path;
              if (typeof data37 !== "string" && !Array.isArray(data37)) {
                const err44 = { instancePath: instancePath + "/ignore/" + i6 + "/path", schemaPath: "#/properties/ignore/items/properties/path/type", keyword: "type", params: { type: schema11.properties.ignore.items.properties.path.type }, message: "must be string,array" };
                if (vErrors === null) {
                  vErrors = [err44];
                } else {
                  vErrors.push(err44);
                }
                errors++;
              }
              if (Array.isArray(data37)) {
                const len13 = data37.length;
                for (let i13 = 0; i13 < len13; i13++) {
                  if (typeof data37[i13] !== "string") {
                    const err45 = { instancePath: instancePath + "/ignore/" + i6 + "/path/" + i13, schemaPath: "#/properties/ignore/items/properties/path/items/type", keyword: "type", params: { type: "string" }, message: "must be string" };
                    if (vErrors === null) {
                      vErrors = [err45];
                    } else {
                      vErrors.push(err45);
                    }
                    errors++;
                  }
                }
              }
            }
            if (data22.reason !== void 0) {
              if (typeof data22.reason !== "string") {
                const err46 = { instancePath: instancePath + "/ignore/" + i6 + "/reason", schemaPath: "#/properties/ignore/items/properties/reason/type", keyword: "type", params: { type: "string" }, message: "must be string" };
                if (vErrors === null) {
                  vErrors = [err46];
                } else {
                  vErrors.push(err46);
                }
                errors++;
              }
            }
            if (data22.until !== void 0) {
              let data40 = data22.until;
              if (typeof data40 === "string") {
                if (!pattern0.test(data40)) {
                  const err47 = { instancePath: instancePath + "/ignore/" + i6 + "/until", schemaPath: "#/properties/ignore/items/properties/until/pattern", keyword: "pattern", params: { pattern: "^\\d{4}-\\d{2}-\\d{2}$" }, message: 'must match pattern "^\\d{4}-\\d{2}-\\d{2}$"' };
                  if (vErrors === null) {
                    vErrors = [err47];
                  } else {
                    vErrors.push(err47);
                  }
                  errors++;
                }
              } else {
                const err48 = { instancePath: instancePath + "/ignore/" + i6 + "/until", schemaPath: "#/properties/ignore/items/properties/until/type", keyword: "type", params: { type: "string" }, message: "must be string" };
                if (vErrors === null) {
                  vErrors = [err48];
                } else {
                  vErrors.push(err48);
                }
                errors++;
              }
            }
          } else {
            const err49 = { instancePath: instancePath + "/ignore/" + i6, schemaPath: "#/properties/ignore/items/type", keyword: "type", params: { type: "object" }, message: "must be object" };
            if (vErrors === null) {
              vErrors = [err49];
            } else {
              vErrors.push(err49);
            }
            errors++;
          }
        }
      } else {
        const err50 = { instancePath: instancePath + "/ignore", schemaPath: "#/properties/ignore/type", keyword: "type", params: { type: "array" }, message: "must be array" };
        if (vErrors === null) {
          vErrors = [err50];
        } else {
          vErrors.push(err50);
        }
        errors++;
      }
    }
    if (data.locked !== void 0) {
      let data41 = data.locked;
      if (Array.isArray(data41)) {
        const len14 = data41.length;
        for (let i14 = 0; i14 < len14; i14++) {
          if (typeof data41[i14] !== "string") {
            const err51 = { instancePath: instancePath + "/locked/" + i14, schemaPath: "#/properties/locked/items/type", keyword: "type", params: { type: "string" }, message: "must be string" };
            if (vErrors === null) {
              vErrors = [err51];
            } else {
              vErrors.push(err51);
            }
            errors++;
          }
        }
      } else {
        const err52 = { instancePath: instancePath + "/locked", schemaPath: "#/properties/locked/type", keyword: "type", params: { type: "array" }, message: "must be array" };
        if (vErrors === null) {
          vErrors = [err52];
        } else {
          vErrors.push(err52);
        }
        errors++;
      }
    }
    if (data.requireReason !== void 0) {
      if (typeof data.requireReason !== "boolean") {
        const err53 = { instancePath: instancePath + "/requireReason", schemaPath: "#/properties/requireReason/type", keyword: "type", params: { type: "boolean" }, message: "must be boolean" };
        if (vErrors === null) {
          vErrors = [err53];
        } else {
          vErrors.push(err53);
        }
        errors++;
      }
    }
    if (data.peerAnnotations !== void 0) {
      if (typeof data.peerAnnotations !== "boolean") {
        const err54 = { instancePath: instancePath + "/peerAnnotations", schemaPath: "#/properties/peerAnnotations/type", keyword: "type", params: { type: "boolean" }, message: "must be boolean" };
        if (vErrors === null) {
          vErrors = [err54];
        } else {
          vErrors.push(err54);
        }
        errors++;
      }
    }
    if (data.external !== void 0) {
      let data45 = data.external;
      if (Array.isArray(data45)) {
        const len15 = data45.length;
        for (let i15 = 0; i15 < len15; i15++) {
          let data46 = data45[i15];
          if (data46 && typeof data46 == "object" && !Array.isArray(data46)) {
            if (data46.kind === void 0) {
              const err55 = { instancePath: instancePath + "/external/" + i15, schemaPath: "#/properties/external/items/required", keyword: "required", params: { missingProperty: "kind" }, message: "must have required property 'kind'" };
              if (vErrors === null) {
                vErrors = [err55];
              } else {
                vErrors.push(err55);
              }
              errors++;
            }
            for (const key7 in data46) {
              if (!(key7 === "kind" || key7 === "name" || key7 === "namespace")) {
                const err56 = { instancePath: instancePath + "/external/" + i15, schemaPath: "#/properties/external/items/additionalProperties", keyword: "additionalProperties", params: { additionalProperty: key7 }, message: "must NOT have additional properties" };
                if (vErrors === null) {
                  vErrors = [err56];
                } else {
                  vErrors.push(err56);
                }
                errors++;
              }
            }
            if (data46.kind !== void 0) {
              if (typeof data46.kind !== "string") {
                const err57 = { instancePath: instancePath + "/external/" + i15 + "/kind", schemaPath: "#/properties/external/items/properties/kind/type", keyword: "type", params: { type: "string" }, message: "must be string" };
                if (vErrors === null) {
                  vErrors = [err57];
                } else {
                  vErrors.push(err57);
                }
                errors++;
              }
            }
            if (data46.name !== void 0) {
              if (typeof data46.name !== "string") {
                const err58 = { instancePath: instancePath + "/external/" + i15 + "/name", schemaPath: "#/properties/external/items/properties/name/type", keyword: "type", params: { type: "string" }, message: "must be string" };
                if (vErrors === null) {
                  vErrors = [err58];
                } else {
                  vErrors.push(err58);
                }
                errors++;
              }
            }
            if (data46.namespace !== void 0) {
              if (typeof data46.namespace !== "string") {
                const err59 = { instancePath: instancePath + "/external/" + i15 + "/namespace", schemaPath: "#/properties/external/items/properties/namespace/type", keyword: "type", params: { type: "string" }, message: "must be string" };
                if (vErrors === null) {
                  vErrors = [err59];
                } else {
                  vErrors.push(err59);
                }
                errors++;
              }
            }
          } else {
            const err60 = { instancePath: instancePath + "/external/" + i15, schemaPath: "#/properties/external/items/type", keyword: "type", params: { type: "object" }, message: "must be object" };
            if (vErrors === null) {
              vErrors = [err60];
            } else {
              vErrors.push(err60);
            }
            errors++;
          }
        }
      } else {
        const err61 = { instancePath: instancePath + "/external", schemaPath: "#/properties/external/type", keyword: "type", params: { type: "array" }, message: "must be array" };
        if (vErrors === null) {
          vErrors = [err61];
        } else {
          vErrors.push(err61);
        }
        errors++;
      }
    }
    if (data.workloads !== void 0) {
      let data50 = data.workloads;
      if (Array.isArray(data50)) {
        const len16 = data50.length;
        for (let i16 = 0; i16 < len16; i16++) {
          let data51 = data50[i16];
          if (data51 && typeof data51 == "object" && !Array.isArray(data51)) {
            if (data51.kind === void 0) {
              const err62 = { instancePath: instancePath + "/workloads/" + i16, schemaPath: "#/properties/workloads/items/required", keyword: "required", params: { missingProperty: "kind" }, message: "must have required property 'kind'" };
              if (vErrors === null) {
                vErrors = [err62];
              } else {
                vErrors.push(err62);
              }
              errors++;
            }
            if (data51.template === void 0) {
              const err63 = { instancePath: instancePath + "/workloads/" + i16, schemaPath: "#/properties/workloads/items/required", keyword: "required", params: { missingProperty: "template" }, message: "must have required property 'template'" };
              if (vErrors === null) {
                vErrors = [err63];
              } else {
                vErrors.push(err63);
              }
              errors++;
            }
            for (const key8 in data51) {
              if (!(key8 === "kind" || key8 === "template")) {
                const err64 = { instancePath: instancePath + "/workloads/" + i16, schemaPath: "#/properties/workloads/items/additionalProperties", keyword: "additionalProperties", params: { additionalProperty: key8 }, message: "must NOT have additional properties" };
                if (vErrors === null) {
                  vErrors = [err64];
                } else {
                  vErrors.push(err64);
                }
                errors++;
              }
            }
            if (data51.kind !== void 0) {
              let data52 = data51.kind;
              if (typeof data52 === "string") {
                if (!pattern1.test(data52)) {
                  const err65 = { instancePath: instancePath + "/workloads/" + i16 + "/kind", schemaPath: "#/properties/workloads/items/properties/kind/pattern", keyword: "pattern", params: { pattern: "^[^/]+/[^/]+$" }, message: 'must match pattern "^[^/]+/[^/]+$"' };
                  if (vErrors === null) {
                    vErrors = [err65];
                  } else {
                    vErrors.push(err65);
                  }
                  errors++;
                }
              } else {
                const err66 = { instancePath: instancePath + "/workloads/" + i16 + "/kind", schemaPath: "#/properties/workloads/items/properties/kind/type", keyword: "type", params: { type: "string" }, message: "must be string" };
                if (vErrors === null) {
                  vErrors = [err66];
                } else {
                  vErrors.push(err66);
                }
                errors++;
              }
            }
            if (data51.template !== void 0) {
              if (typeof data51.template !== "string") {
                const err67 = { instancePath: instancePath + "/workloads/" + i16 + "/template", schemaPath: "#/properties/workloads/items/properties/template/type", keyword: "type", params: { type: "string" }, message: "must be string" };
                if (vErrors === null) {
                  vErrors = [err67];
                } else {
                  vErrors.push(err67);
                }
                errors++;
              }
            }
          } else {
            const err68 = { instancePath: instancePath + "/workloads/" + i16, schemaPath: "#/properties/workloads/items/type", keyword: "type", params: { type: "object" }, message: "must be object" };
            if (vErrors === null) {
              vErrors = [err68];
            } else {
              vErrors.push(err68);
            }
            errors++;
          }
        }
      } else {
        const err69 = { instancePath: instancePath + "/workloads", schemaPath: "#/properties/workloads/type", keyword: "type", params: { type: "array" }, message: "must be array" };
        if (vErrors === null) {
          vErrors = [err69];
        } else {
          vErrors.push(err69);
        }
        errors++;
      }
    }
    if (data.custom !== void 0) {
      let data54 = data.custom;
      if (Array.isArray(data54)) {
        const len17 = data54.length;
        for (let i17 = 0; i17 < len17; i17++) {
          let data55 = data54[i17];
          if (data55 && typeof data55 == "object" && !Array.isArray(data55)) {
            if (data55.id === void 0) {
              const err70 = { instancePath: instancePath + "/custom/" + i17, schemaPath: "#/properties/custom/items/required", keyword: "required", params: { missingProperty: "id" }, message: "must have required property 'id'" };
              if (vErrors === null) {
                vErrors = [err70];
              } else {
                vErrors.push(err70);
              }
              errors++;
            }
            if (data55.message === void 0) {
              const err71 = { instancePath: instancePath + "/custom/" + i17, schemaPath: "#/properties/custom/items/required", keyword: "required", params: { missingProperty: "message" }, message: "must have required property 'message'" };
              if (vErrors === null) {
                vErrors = [err71];
              } else {
                vErrors.push(err71);
              }
              errors++;
            }
            if (data55.expression === void 0) {
              const err72 = { instancePath: instancePath + "/custom/" + i17, schemaPath: "#/properties/custom/items/required", keyword: "required", params: { missingProperty: "expression" }, message: "must have required property 'expression'" };
              if (vErrors === null) {
                vErrors = [err72];
              } else {
                vErrors.push(err72);
              }
              errors++;
            }
            for (const key9 in data55) {
              if (!(key9 === "id" || key9 === "message" || key9 === "severity" || key9 === "kinds" || key9 === "expression" || key9 === "path")) {
                const err73 = { instancePath: instancePath + "/custom/" + i17, schemaPath: "#/properties/custom/items/additionalProperties", keyword: "additionalProperties", params: { additionalProperty: key9 }, message: "must NOT have additional properties" };
                if (vErrors === null) {
                  vErrors = [err73];
                } else {
                  vErrors.push(err73);
                }
                errors++;
              }
            }
            if (data55.id !== void 0) {
              let data56 = data55.id;
              if (typeof data56 === "string") {
                if (!pattern2.test(data56)) {
                  const err74 = { instancePath: instancePath + "/custom/" + i17 + "/id", schemaPath: "#/properties/custom/items/properties/id/pattern", keyword: "pattern", params: { pattern: "^[a-z][a-z0-9]*(?:-[a-z0-9]+)*$" }, message: 'must match pattern "^[a-z][a-z0-9]*(?:-[a-z0-9]+)*$"' };
                  if (vErrors === null) {
                    vErrors = [err74];
                  } else {
                    vErrors.push(err74);
                  }
                  errors++;
                }
              } else {
                const err75 = { instancePath: instancePath + "/custom/" + i17 + "/id", schemaPath: "#/properties/custom/items/properties/id/type", keyword: "type", params: { type: "string" }, message: "must be string" };
                if (vErrors === null) {
                  vErrors = [err75];
                } else {
                  vErrors.push(err75);
                }
                errors++;
              }
            }
            if (data55.message !== void 0) {
              let data57 = data55.message;
              if (typeof data57 === "string") {
                if (func4(data57) < 1) {
                  const err76 = { instancePath: instancePath + "/custom/" + i17 + "/message", schemaPath: "#/properties/custom/items/properties/message/minLength", keyword: "minLength", params: { limit: 1 }, message: "must NOT have fewer than 1 characters" };
                  if (vErrors === null) {
                    vErrors = [err76];
                  } else {
                    vErrors.push(err76);
                  }
                  errors++;
                }
              } else {
                const err77 = { instancePath: instancePath + "/custom/" + i17 + "/message", schemaPath: "#/properties/custom/items/properties/message/type", keyword: "type", params: { type: "string" }, message: "must be string" };
                if (vErrors === null) {
                  vErrors = [err77];
                } else {
                  vErrors.push(err77);
                }
                errors++;
              }
            }
            if (data55.severity !== void 0) {
              let data58 = data55.severity;
              if (!(data58 === "error" || data58 === "warning" || data58 === "info")) {
                const err78 = { instancePath: instancePath + "/custom/" + i17 + "/severity", schemaPath: "#/properties/custom/items/properties/severity/enum", keyword: "enum", params: { allowedValues: schema11.properties.custom.items.properties.severity.enum }, message: "must be equal to one of the allowed values" };
                if (vErrors === null) {
                  vErrors = [err78];
                } else {
                  vErrors.push(err78);
                }
                errors++;
              }
            }
            if (data55.kinds !== void 0) {
              let data59 = data55.kinds;
              if (Array.isArray(data59)) {
                const len18 = data59.length;
                for (let i18 = 0; i18 < len18; i18++) {
                  if (typeof data59[i18] !== "string") {
                    const err79 = { instancePath: instancePath + "/custom/" + i17 + "/kinds/" + i18, schemaPath: "#/properties/custom/items/properties/kinds/items/type", keyword: "type", params: { type: "string" }, message: "must be string" };
                    if (vErrors === null) {
                      vErrors = [err79];
                    } else {
                      vErrors.push(err79);
                    }
                    errors++;
                  }
                }
              } else {
                const err80 = { instancePath: instancePath + "/custom/" + i17 + "/kinds", schemaPath: "#/properties/custom/items/properties/kinds/type", keyword: "type", params: { type: "array" }, message: "must be array" };
                if (vErrors === null) {
                  vErrors = [err80];
                } else {
                  vErrors.push(err80);
                }
                errors++;
              }
            }
            if (data55.expression !== void 0) {
              let data61 = data55.expression;
              if (typeof data61 === "string") {
                if (func4(data61) < 1) {
                  const err81 = { instancePath: instancePath + "/custom/" + i17 + "/expression", schemaPath: "#/properties/custom/items/properties/expression/minLength", keyword: "minLength", params: { limit: 1 }, message: "must NOT have fewer than 1 characters" };
                  if (vErrors === null) {
                    vErrors = [err81];
                  } else {
                    vErrors.push(err81);
                  }
                  errors++;
                }
              } else {
                const err82 = { instancePath: instancePath + "/custom/" + i17 + "/expression", schemaPath: "#/properties/custom/items/properties/expression/type", keyword: "type", params: { type: "string" }, message: "must be string" };
                if (vErrors === null) {
                  vErrors = [err82];
                } else {
                  vErrors.push(err82);
                }
                errors++;
              }
            }
            if (data55.path !== void 0) {
              if (typeof data55.path !== "string") {
                const err83 = { instancePath: instancePath + "/custom/" + i17 + "/path", schemaPath: "#/properties/custom/items/properties/path/type", keyword: "type", params: { type: "string" }, message: "must be string" };
                if (vErrors === null) {
                  vErrors = [err83];
                } else {
                  vErrors.push(err83);
                }
                errors++;
              }
            }
          } else {
            const err84 = { instancePath: instancePath + "/custom/" + i17, schemaPath: "#/properties/custom/items/type", keyword: "type", params: { type: "object" }, message: "must be object" };
            if (vErrors === null) {
              vErrors = [err84];
            } else {
              vErrors.push(err84);
            }
            errors++;
          }
        }
      } else {
        const err85 = { instancePath: instancePath + "/custom", schemaPath: "#/properties/custom/type", keyword: "type", params: { type: "array" }, message: "must be array" };
        if (vErrors === null) {
          vErrors = [err85];
        } else {
          vErrors.push(err85);
        }
        errors++;
      }
    }
    if (data.plugins !== void 0) {
      let data63 = data.plugins;
      if (Array.isArray(data63)) {
        const len19 = data63.length;
        for (let i19 = 0; i19 < len19; i19++) {
          if (typeof data63[i19] !== "string") {
            const err86 = { instancePath: instancePath + "/plugins/" + i19, schemaPath: "#/properties/plugins/items/type", keyword: "type", params: { type: "string" }, message: "must be string" };
            if (vErrors === null) {
              vErrors = [err86];
            } else {
              vErrors.push(err86);
            }
            errors++;
          }
        }
      } else {
        const err87 = { instancePath: instancePath + "/plugins", schemaPath: "#/properties/plugins/type", keyword: "type", params: { type: "array" }, message: "must be array" };
        if (vErrors === null) {
          vErrors = [err87];
        } else {
          vErrors.push(err87);
        }
        errors++;
      }
    }
    if (data.baseline !== void 0) {
      if (typeof data.baseline !== "string") {
        const err88 = { instancePath: instancePath + "/baseline", schemaPath: "#/properties/baseline/type", keyword: "type", params: { type: "string" }, message: "must be string" };
        if (vErrors === null) {
          vErrors = [err88];
        } else {
          vErrors.push(err88);
        }
        errors++;
      }
    }
  } else {
    const err89 = { instancePath, schemaPath: "#/type", keyword: "type", params: { type: "object" }, message: "must be object" };
    if (vErrors === null) {
      vErrors = [err89];
    } else {
      vErrors.push(err89);
    }
    errors++;
  }
  validate10.errors = vErrors;
  return errors === 0;
}
export {
  stdin_default as default,
  validate
};
