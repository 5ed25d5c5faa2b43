package main

import (
	"archive/zip"
	"encoding/json"
	"io"
	"path"
	"strings"

	"sigs.k8s.io/yaml"
)

const ofFlink = "/resource_customizations/flink.apache.org/"

type fixture struct {
	Kind   string          `json:"kind"`
	Name   string          `json:"name"`
	Status string          `json:"status"`
	Object json.RawMessage `json:"object"`
}

type testFile struct {
	Tests []struct {
		InputPath    string `json:"inputPath"`
		HealthStatus struct {
			Status string `json:"status"`
		} `json:"healthStatus"`
	} `json:"tests"`
}

func printFixtures(archive string, out *json.Encoder) error {
	reader, err := zip.OpenReader(archive)
	if err != nil {
		return err
	}
	defer reader.Close()
	texts := map[string][]byte{}
	names := []string{}
	for _, file := range reader.File {
		at := strings.Index(file.Name, ofFlink)
		if at < 0 || !strings.HasSuffix(file.Name, ".yaml") {
			continue
		}
		name := file.Name[at+len(ofFlink):]
		opened, err := file.Open()
		if err != nil {
			return err
		}
		texts[name], err = io.ReadAll(opened)
		if err != nil {
			return err
		}
		names = append(names, name)
	}
	for _, name := range names {
		kind, base := path.Split(name)
		if base != "health_test.yaml" {
			continue
		}
		var tests testFile
		if err := yaml.Unmarshal(texts[name], &tests); err != nil {
			return err
		}
		for _, test := range tests.Tests {
			object, err := yaml.YAMLToJSON(texts[kind+test.InputPath])
			if err != nil {
				return err
			}
			if err := out.Encode(fixture{strings.TrimSuffix(kind, "/"), path.Base(test.InputPath), test.HealthStatus.Status, object}); err != nil {
				return err
			}
		}
	}
	return nil
}
